using System.Collections.Immutable;
using Npgsql;

namespace EventPlatform.Silo.Postgres;

/// <summary>The schema of a database: which version it has, and how it gets the one that is needed.</summary>
/// <param name="database">Where.</param>
/// <param name="scripts">The steps; version 0 is an empty database.</param>
internal sealed class Schema(Database database, ImmutableArray<SchemaScript> scripts)
{
    /// <summary>Any number, as long as all agree: who changes the schema of a database holds this lock in it.</summary>
    private const long Lock = 0x4556_5350_4C54_0001;

    private const string TableText = """
        CREATE TABLE IF NOT EXISTS platform_schema (version integer PRIMARY KEY, script text NOT NULL, applied_at timestamptz NOT NULL)
        """;

    private const string VersionText = """
        SELECT coalesce(max(version), 0) FROM platform_schema
        """;

    private const string KeepText = """
        INSERT INTO platform_schema (version, script, applied_at) VALUES ($1, $2, now())
        """;

    private int Newest => scripts.Length;

    /// <summary>Does what is missing, step by step, each in a transaction of its own. Two at once take turns.</summary>
    /// <param name="report">Gets a line for each step.</param>
    /// <param name="cancellationToken">Ends it between two steps or undoes the one begun.</param>
    /// <exception cref="StoreException">The database is away, newer, or refuses a step; what was done before stays.</exception>
    internal async Task Migrate(TextWriter report, CancellationToken cancellationToken)
    {
        await using var connection = await database.Open(cancellationToken);
        while (await Step(connection, cancellationToken) is { } done)
        {
            await report.WriteLineAsync($"schema {done.Version}: {done.Name}");
        }

        await report.WriteLineAsync($"{database} has schema {Newest}");
    }

    /// <exception cref="StoreException">The database is away, or its schema is not the newest one known.</exception>
    internal async Task Check(CancellationToken cancellationToken)
    {
        await using var connection = await database.Open(cancellationToken);
        var version = await Tried(() => Version(connection, cancellationToken));
        ThrowIfNewer(version);
        if (version < Newest)
        {
            var found = version == 0 ? "no schema" : $"schema {version}";
            throw new StoreException($"{database} has {found}, this program needs {Newest}: run the silo with --migrate");
        }
    }

    private async Task<SchemaScript?> Step(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await Tried(() => connection.BeginTransactionAsync(cancellationToken).AsTask());
        var version = await Tried(async () =>
        {
            await Execute(connection, $"SELECT pg_advisory_xact_lock({Lock})", cancellationToken);
            return await Version(connection, cancellationToken);
        });
        ThrowIfNewer(version);
        if (version == Newest)
        {
            return null;
        }

        var script = scripts[version];
        await Tried(async () =>
        {
            await Execute(connection, TableText, cancellationToken);
            await Execute(connection, script.Text, cancellationToken);
            await Keep(connection, script, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return script;
        });
        return script;
    }

    private void ThrowIfNewer(int version)
    {
        if (version > Newest)
        {
            throw new StoreException($"{database} has schema {version}, newer than this program knows ({Newest}); it is left as it is");
        }
    }

    private async Task<T> Tried<T>(Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (NpgsqlException exception)
        {
            throw database.Away(exception);
        }
    }

    /// <summary>Asks for the table first: a statement that fails would end the transaction around it.</summary>
    private static async Task<int> Version(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var table = new NpgsqlCommand("SELECT to_regclass('platform_schema') IS NOT NULL", connection);
        if (!(bool)(await table.ExecuteScalarAsync(cancellationToken))!)
        {
            return 0;
        }

        await using var version = new NpgsqlCommand(VersionText, connection);
        return (int)(await version.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Waits as long as it takes, for another migration too.</summary>
    private static async Task Execute(NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(text, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task Keep(NpgsqlConnection connection, SchemaScript script, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(KeepText, connection)
        {
            Parameters = { new() { Value = script.Version }, new() { Value = script.Name } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
