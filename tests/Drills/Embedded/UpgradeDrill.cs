using EventPlatform.Drills.Load;
using EventPlatform.Testing.Processes;
using Microsoft.Data.Sqlite;

namespace EventPlatform.Drills.Embedded;

/// <summary>
/// 1. A store as the first version of the schema had it. 2. The program of now opens it: all is there, and a copy from before stays. 3. A
/// store of a newer program is refused and left as it is. 4. Back: the copy in the file's place is what it was before the upgrade.
/// </summary>
internal sealed class UpgradeDrill : Drill
{
    private const int Answers = 300;
    private const string Newer = "PRAGMA user_version = 1000";

    /// <summary>The table that was released first.</summary>
    private const string ToFirstVersion = """
        BEGIN;
        ALTER TABLE grain_state RENAME TO grain_state_now;
        CREATE TABLE grain_state(
            grain_type TEXT NOT NULL,
            grain_key TEXT NOT NULL,
            state_name TEXT NOT NULL,
            json TEXT NOT NULL,
            version INTEGER NOT NULL,
            PRIMARY KEY(grain_type, grain_key, state_name)) WITHOUT ROWID;
        INSERT INTO grain_state SELECT grain_type, grain_key, state_name, json, version FROM grain_state_now;
        DROP TABLE grain_state_now;
        PRAGMA user_version = 1;
        COMMIT;
        """;

    public override string Name => "upgrade";

    public override async Task<string> Run(DrillContext context, CancellationToken cancellationToken)
    {
        // Step 1
        var server = await EmbeddedServer.New(context.Sub("server"));
        await using var gateway = server.Gateway;
        await gateway.Start(cancellationToken);
        var book = new AnswerBook();
        await using (var writers = new Writers(gateway, book).Start())
        {
            await writers.Answered(Answers, cancellationToken);
        }

        await Stop(gateway, cancellationToken);
        var now = Change(server.Store, "SELECT 1");
        Change(server.Store, ToFirstVersion);
        var old = await File.ReadAllBytesAsync(server.Store, cancellationToken);

        // Step 2
        var start = Clock.Now;
        await gateway.Start(cancellationToken);
        var taken = Clock.Since(start);
        await Check(gateway, book);
        await Stop(gateway, cancellationToken);
        DrillContext.Promise(Change(server.Store, "SELECT 1") == now, "the store has not the version of now");
        DrillContext.Promise(File.Exists(server.Store + ".schema1"), "no copy of the store from before the upgrade stays");

        // Step 3
        Change(server.Store, Newer);
        var newer = await File.ReadAllBytesAsync(server.Store, cancellationToken);
        var refusal = await server.RunToEnd(1, cancellationToken);
        DrillContext.Promise(refusal.Contains("newer version", StringComparison.Ordinal), $"a newer store: {refusal}");
        var after = await File.ReadAllBytesAsync(server.Store, cancellationToken);
        DrillContext.Promise(newer.AsSpan().SequenceEqual(after), "a newer store was changed");

        // Step 4
        File.Move(server.Store + ".schema1", server.Store, overwrite: true);
        DrillContext.Promise(Change(server.Store, "SELECT 1") == 1, "the copy is not of the version before");
        await gateway.Start(cancellationToken);
        await Check(gateway, book);
        return $"upgraded and ready in {Clock.Text(taken)}, store of {old.Length / 1_024} KiB, {book.Answers} answers all there, "
            + "and in the copy";
    }

    private static async Task Check(GatewayNode gateway, AnswerBook book)
    {
        var differences = book.Differences(await StateReading.Read(gateway), answeredBefore: long.MaxValue, sentBefore: long.MaxValue);
        DrillContext.Promise(differences.Count == 0, string.Join("; ", differences));
    }

    private static async Task Stop(GatewayNode gateway, CancellationToken cancellationToken)
    {
        var code = await gateway.Stop(cancellationToken);
        DrillContext.Promise(code == 0, $"the gateway ended with {code}");
    }

    /// <returns>The version after it.</returns>
    private static long Change(string store, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={store};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are constants of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        command.ExecuteNonQuery();
        command.CommandText = "PRAGMA user_version";
        return (long)command.ExecuteScalar()!;
    }
}
