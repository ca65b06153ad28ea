-- Schema 1: what Orleans 10's ADO.NET providers for clustering and grain storage ask of PostgreSQL (15 or newer).
--
-- A provider knows one thing only: the table OrleansQuery, from which it reads the text of each statement by its key. All else is ours:
-- tables, columns and statements. What a statement gets are named parameters (@DeploymentId is Cluster:Id, @ServiceId is Cluster:Service),
-- what it must give back are columns by name. Every statement is one round trip and atomic by itself.

CREATE TABLE OrleansQuery (
    QueryKey text PRIMARY KEY,
    QueryText text NOT NULL
);

-- ---------------------------------------------------------------------------------------------------------------------------------------
-- Membership: which silos there are. Each change of a silo's row goes with a raise of its cluster's version, in one statement: who has read
-- an older version changes nothing and is told so.

CREATE TABLE cluster_version (
    deployment text COLLATE "C" PRIMARY KEY,
    version integer NOT NULL
);

CREATE TABLE cluster_silo (
    deployment text COLLATE "C" NOT NULL REFERENCES cluster_version ON DELETE CASCADE,
    address text COLLATE "C" NOT NULL,
    port integer NOT NULL,
    -- Differs from start to start of a silo at one endpoint.
    generation integer NOT NULL,
    silo_name text NOT NULL,
    host_name text NOT NULL,
    status integer NOT NULL,
    -- Where clients connect; 0: it takes none.
    gateway_port integer NOT NULL,
    -- Who suspects it since when, in Orleans' own text.
    suspicions text,
    started_at timestamptz NOT NULL,
    alive_at timestamptz NOT NULL,
    PRIMARY KEY (deployment, address, port, generation)
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES

-- True: the cluster was unknown and begins with version 0.
('InsertMembershipVersionKey', $$
WITH begun AS (
    INSERT INTO cluster_version (deployment, version) VALUES (@DeploymentId, 0)
    ON CONFLICT DO NOTHING
    RETURNING version
)
SELECT EXISTS (SELECT FROM begun)
$$),

-- The version always, and beside it each silo; without silos the version alone.
('MembershipReadAllKey', $$
SELECT
    known.version AS "Version",
    silo.address AS "Address",
    silo.port AS "Port",
    silo.generation AS "Generation",
    silo.silo_name AS "SiloName",
    silo.host_name AS "HostName",
    silo.status AS "Status",
    silo.gateway_port AS "ProxyPort",
    silo.suspicions AS "SuspectTimes",
    silo.started_at AS "StartTime",
    silo.alive_at AS "IAmAliveTime"
FROM cluster_version AS known
LEFT JOIN cluster_silo AS silo USING (deployment)
WHERE known.deployment = @DeploymentId
$$),

('MembershipReadRowKey', $$
SELECT
    known.version AS "Version",
    silo.address AS "Address",
    silo.port AS "Port",
    silo.generation AS "Generation",
    silo.silo_name AS "SiloName",
    silo.host_name AS "HostName",
    silo.status AS "Status",
    silo.gateway_port AS "ProxyPort",
    silo.suspicions AS "SuspectTimes",
    silo.started_at AS "StartTime",
    silo.alive_at AS "IAmAliveTime"
FROM cluster_version AS known
LEFT JOIN cluster_silo AS silo
    ON silo.deployment = known.deployment
    AND silo.address = @Address AND silo.port = @Port AND silo.generation = @Generation
WHERE known.deployment = @DeploymentId
$$),

-- True: it was added under the version that was read. The raise waits for others of the same version and then sees that they were first;
-- so a silo that is there already can only have been added under an older version, and is seen here.
('InsertMembershipKey', $$
WITH raised AS (
    UPDATE cluster_version AS known SET version = known.version + 1
    WHERE known.deployment = @DeploymentId AND known.version = @Version AND NOT EXISTS (
        SELECT FROM cluster_silo AS silo
        WHERE silo.deployment = @DeploymentId
            AND silo.address = @Address AND silo.port = @Port AND silo.generation = @Generation)
    RETURNING known.deployment
), added AS (
    INSERT INTO cluster_silo (
        deployment, address, port, generation, silo_name, host_name, status, gateway_port, started_at, alive_at)
    SELECT
        deployment, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
    FROM raised
    RETURNING generation
)
SELECT EXISTS (SELECT FROM added)
$$),

-- True: it was there and has changed under the version that was read.
('UpdateMembershipKey', $$
WITH raised AS (
    UPDATE cluster_version AS known SET version = known.version + 1
    WHERE known.deployment = @DeploymentId AND known.version = @Version AND EXISTS (
        SELECT FROM cluster_silo AS silo
        WHERE silo.deployment = @DeploymentId
            AND silo.address = @Address AND silo.port = @Port AND silo.generation = @Generation)
    RETURNING known.deployment
), changed AS (
    UPDATE cluster_silo AS silo SET status = @Status, suspicions = @SuspectTimes, alive_at = @IAmAliveTime
    FROM raised
    WHERE silo.deployment = raised.deployment
        AND silo.address = @Address AND silo.port = @Port AND silo.generation = @Generation
    RETURNING silo.generation
)
SELECT EXISTS (SELECT FROM changed)
$$),

-- A sign of life is no change of the membership, so the version stays.
('UpdateIAmAlivetimeKey', $$
UPDATE cluster_silo SET alive_at = @IAmAliveTime
WHERE deployment = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$$),

('GatewaysQueryKey', $$
SELECT address AS "Address", gateway_port AS "ProxyPort", generation AS "Generation"
FROM cluster_silo
WHERE deployment = @DeploymentId AND status = @Status AND gateway_port > 0
$$),

-- Silos that are not active (3) and silent for long: dead ones, and those that never came up. In turn with changes of the membership.
('CleanupDefunctSiloEntriesKey', $$
WITH held AS (
    SELECT deployment FROM cluster_version WHERE deployment = @DeploymentId FOR UPDATE
)
DELETE FROM cluster_silo AS silo USING held
WHERE silo.deployment = held.deployment AND silo.status <> 3 AND greatest(silo.started_at, silo.alive_at) < @IAmAliveTime
$$),

-- The silos go with it.
('DeleteMembershipTableEntriesKey', $$
DELETE FROM cluster_version WHERE deployment = @DeploymentId
$$);

-- ---------------------------------------------------------------------------------------------------------------------------------------
-- State: a row for each state of a grain. The version is the etag.

CREATE TABLE grain_state (
    -- The key's number or UUID, which Orleans gives as two halves; 0 where the key is a text.
    key_low bigint NOT NULL,
    key_high bigint NOT NULL,
    -- Name of the state.
    state_name text COLLATE "C" NOT NULL,
    -- The key where it is a text, or what extends a number or UUID; empty where there is none.
    key_text text COLLATE "C" NOT NULL,
    -- Cluster:Service: several may share a database.
    service text COLLATE "C" NOT NULL,
    version integer NOT NULL,
    written_at timestamptz NOT NULL,
    -- JSON, UTF-8; none once it was cleared. The provider gives and takes bytes, so it is kept as such:
    -- read it with convert_from(payload, 'UTF8')::jsonb.
    payload bytea,
    -- What differs most comes first. The hashes that the provider offers are not needed: they are not unique, and this must be.
    PRIMARY KEY (key_low, key_high, state_name, key_text, service)
)
-- A state is written often; with room in its page a new version touches no index.
WITH (fillfactor = 80);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES

('ReadFromStorageKey', $$
SELECT payload AS "PayloadBinary", version AS "Version"
FROM grain_state
WHERE key_low = @GrainIdN1 AND key_high = @GrainIdN0 AND state_name = @GrainTypeString
    AND key_text = coalesce(@GrainIdExtensionString, '') AND service = @ServiceId
$$),

-- No row: somebody else has written since this version (or, without one, the first) was read. Two at once: one waits for the other, then
-- sees its version.
('WriteToStorageKey', $$
WITH changed AS (
    UPDATE grain_state SET payload = @PayloadBinary, version = version + 1, written_at = now()
    WHERE key_low = @GrainIdN1 AND key_high = @GrainIdN0 AND state_name = @GrainTypeString
        AND key_text = coalesce(@GrainIdExtensionString, '') AND service = @ServiceId
        AND version = @GrainStateVersion
    RETURNING version
), added AS (
    INSERT INTO grain_state (key_low, key_high, state_name, key_text, service, version, written_at, payload)
    SELECT
        @GrainIdN1, @GrainIdN0, @GrainTypeString, coalesce(@GrainIdExtensionString, ''), @ServiceId, 1, now(), @PayloadBinary
    WHERE @GrainStateVersion IS NULL
    ON CONFLICT DO NOTHING
    RETURNING version
)
SELECT version AS "NewGrainStateVersion" FROM changed
UNION ALL
SELECT version FROM added
$$),

-- The row stays, so that who still holds an older version, or none, is refused.
('ClearStorageKey', $$
UPDATE grain_state SET payload = NULL, version = version + 1, written_at = now()
WHERE key_low = @GrainIdN1 AND key_high = @GrainIdN0 AND state_name = @GrainTypeString
    AND key_text = coalesce(@GrainIdExtensionString, '') AND service = @ServiceId
    AND version = @GrainStateVersion
RETURNING version AS "NewGrainStateVersion"
$$),

-- The number after the last one, which the provider compares and forgets.
('DeleteStorageKey', $$
DELETE FROM grain_state
WHERE key_low = @GrainIdN1 AND key_high = @GrainIdN0 AND state_name = @GrainTypeString
    AND key_text = coalesce(@GrainIdExtensionString, '') AND service = @ServiceId
    AND version = @GrainStateVersion
RETURNING version + 1 AS "NewGrainStateVersion"
$$);
