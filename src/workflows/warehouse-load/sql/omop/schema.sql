-- The tables of the source, as far as its files fill them. Run once.
create schema if not exists omop;
create table if not exists omop.person (person_id bigint not null, gender_concept_id int not null, year_of_birth int not null, race_concept_id int, location_id bigint);
create table if not exists omop.observation_period (observation_period_id bigint not null, person_id bigint not null, observation_period_start_date date not null, observation_period_end_date date not null);
create table if not exists omop.visit_occurrence (visit_occurrence_id bigint not null, person_id bigint not null, visit_concept_id int not null, visit_start_date date not null, visit_end_date date);
create table if not exists omop.condition_occurrence (condition_occurrence_id bigint not null, person_id bigint not null, condition_concept_id int not null, condition_start_date date not null);
create table if not exists omop.drug_exposure (drug_exposure_id bigint not null, person_id bigint not null, drug_concept_id int not null, drug_exposure_start_date date not null, quantity decimal(10,2));
create table if not exists omop.procedure_occurrence (procedure_occurrence_id bigint not null, person_id bigint not null, procedure_concept_id int not null, procedure_date date not null);
create table if not exists omop.measurement (measurement_id bigint not null, person_id bigint not null, measurement_concept_id int not null, measurement_date date not null, value_as_number decimal(12,3));
create table if not exists omop.observation (observation_id bigint not null, person_id bigint not null, observation_concept_id int not null, observation_date date not null, value_as_string varchar(60));
create table if not exists omop.death (person_id bigint not null, death_date date not null, cause_concept_id int);
create table if not exists omop.location (location_id bigint not null, city varchar(50), state varchar(2), zip varchar(9));
