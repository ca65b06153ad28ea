using System.Collections.Immutable;
using EventPlatform.Silo;
using EventPlatform.Silo.Postgres;
using Npgsql;

namespace EventPlatform.EndToEnd.Tests.Postgres;

/// <summary>How a database gets its schema, and who refuses to work on another one.</summary>
public sealed class SchemaTests(PostgresServer server)
{
    private static readonly SchemaScript First = new(1, "001-first.sql", "CREATE TABLE first (id int); INSERT INTO first VALUES (1);");
    private static readonly SchemaScript Second = new(2, "002-second.sql", "CREATE TABLE second (id int);");

    /// <summary>Waits in the middle, so that two at once meet.</summary>
    private static readonly SchemaScript Slow = new(1, "001-slow.sql", "CREATE TABLE first (id int); SELECT pg_sleep(0.3);");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Migrate_EmptyDatabase_TakesEveryStepInOrder()
    {
        var text = await server.NewDatabase();

        Assert.Equal(["schema 1: 001-first.sql", "schema 2: 002-second.sql", Has(text, 2)], await Migrate(text, First, Second));
        Assert.Equal(1L, await Scalar(text, "SELECT count(*) FROM first"));
        Assert.Equal(2L, await Scalar(text, "SELECT count(*) FROM platform_schema"));
    }

    [Fact]
    public async Task Migrate_Again_DoesNothing()
    {
        var text = await server.NewDatabase();
        await Migrate(text, First);

        Assert.Equal([Has(text, 1)], await Migrate(text, First));
        Assert.Equal(1L, await Scalar(text, "SELECT count(*) FROM first"));
    }

    [Fact]
    public async Task Migrate_OlderSchema_TakesOnlyWhatIsMissing()
    {
        var text = await server.NewDatabase();
        await Migrate(text, First);

        Assert.Equal(["schema 2: 002-second.sql", Has(text, 2)], await Migrate(text, First, Second));
    }

    [Fact]
    public async Task Migrate_TwoAtOnce_TakeTurns()
    {
        var text = await server.NewDatabase();

        var reports = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrate(text, Slow)));

        Assert.Single(reports, report => report.Length == 2);
        Assert.Equal(3, reports.Count(report => report.SequenceEqual([Has(text, 1)])));
    }

    [Fact]
    public async Task Migrate_NewerSchema_NamesItAndLeavesIt()
    {
        var text = await server.NewDatabase();
        await Migrate(text, First, Second);

        var refused = await Assert.ThrowsAsync<StoreException>(() => Migrate(text, First));

        Assert.EndsWith("has schema 2, newer than this program knows (1); it is left as it is", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2L, await Scalar(text, "SELECT count(*) FROM platform_schema"));
    }

    [Fact]
    public async Task Migrate_StepFails_UndoesItAndKeepsEarlierOnes()
    {
        var text = await server.NewDatabase();
        var broken = new SchemaScript(2, "002-broken.sql", "CREATE TABLE second (id int); SELECT 1 / 0;");

        var refused = await Assert.ThrowsAsync<StoreException>(() => Migrate(text, First, broken));

        Assert.EndsWith("is not usable: division by zero (22012)", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, await Scalar(text, "SELECT max(version) FROM platform_schema"));
        Assert.Equal(DBNull.Value, await Scalar(text, "SELECT to_regclass('second')::text"));
    }

    [Fact]
    public async Task Check_NoSchema_SaysWhatToRun()
    {
        var text = await server.NewDatabase();

        var refused = await Assert.ThrowsAsync<StoreException>(() => Of(text, First).Check(Cancel));

        Assert.EndsWith("has no schema, this program needs 1: run the silo with --migrate", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OlderSchema_SaysWhatToRun()
    {
        var text = await server.NewDatabase();
        await Migrate(text, First);

        var refused = await Assert.ThrowsAsync<StoreException>(() => Of(text, First, Second).Check(Cancel));

        Assert.EndsWith("has schema 1, this program needs 2: run the silo with --migrate", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_NewerSchema_NamesIt()
    {
        var text = await server.NewDatabase();
        await Migrate(text, First, Second);

        var refused = await Assert.ThrowsAsync<StoreException>(() => Of(text, First).Check(Cancel));

        Assert.EndsWith("has schema 2, newer than this program knows (1); it is left as it is", refused.Message, StringComparison.Ordinal);
    }

    private static string Has(string connectionString, int version)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        return $"PostgreSQL {settings.Database} at 127.0.0.1:{settings.Port} has schema {version}";
    }

    private static Schema Of(string connectionString, params SchemaScript[] scripts) =>
        new(Database.Of(new ClusterSettings { ConnectionString = connectionString }), scripts.ToImmutableArray());

    private static async Task<string[]> Migrate(string connectionString, params SchemaScript[] scripts)
    {
        using var report = new StringWriter { NewLine = "\n" };
        await Of(connectionString, scripts).Migrate(report, Cancel);
        return report.ToString().TrimEnd('\n').Split('\n');
    }

    private static async Task<object?> Scalar(string connectionString, string text)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(text, connection);
        return await command.ExecuteScalarAsync(Cancel);
    }
}
