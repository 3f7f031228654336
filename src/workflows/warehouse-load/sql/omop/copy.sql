-- How a file of this source is loaded: {table}, {from} and {role} are filled in.
copy omop.{table} from '{from}' iam_role '{role}' format as csv ignoreheader 1 compupdate off
