using EventPlatform.Drills.Load;
using EventPlatform.Testing.Processes;

namespace EventPlatform.Drills.Cluster;

/// <summary>
/// 1. Two silos and a gateway under load. 2. pg_dump while they write. 3. They go on, and all machines are lost. 4. A new database from the
/// dump; silos and gateway at other addresses. 5. All that was answered before the dump began is there, and nothing that was sent after it
/// ended. 6. That check can fail: what was answered until the end is not there.
/// </summary>
internal sealed class ClusterBackupDrill : Drill
{
    private const int Answers = 300;

    public override string Name => "cluster-backup";

    public override async Task<string> Run(DrillContext context, CancellationToken cancellationToken)
    {
        // Step 1
        await using var postgres = await PostgresProcess.Start();
        var database = await postgres.NewDatabase();
        var configuration = await SeedFiles.Write(context.Folder, users: [], partitions: 1);
        var book = new AnswerBook();
        var dump = Path.Combine(context.Folder, "backup.dump");
        long began, ended, lost;
        int during;
        await using (var cluster = new ClusterServers(context.Sub("before"), configuration, database, ProgramFolder.Now))
        {
            await cluster.Migrate(ProgramFolder.Now, 0, cancellationToken);
            await cluster.Start(cancellationToken);
            await using var writers = new Writers(cluster.Gateway, book).Start();
            await writers.Answered(Answers, cancellationToken);

            // Step 2
            began = Clock.Now;
            await postgres.Client(
                "pg_dump", "--format=custom", "--exclude-table-data=cluster_silo", $"--file={dump}", PostgresProcess.NameOf(database));
            ended = Clock.Now;
            during = book.AnswersBetween(began, ended);
            DrillContext.Promise(during > 0, "nothing was answered during the dump");

            // Step 3
            await writers.Answered(Answers, cancellationToken);
            await cluster.Kill();
            lost = Clock.Now;
        }

        // Step 4
        var start = Clock.Now;
        await postgres.Client("dropdb", "--force", PostgresProcess.NameOf(database));
        var restored = await postgres.NewDatabase();
        await postgres.Client("pg_restore", $"--dbname={PostgresProcess.NameOf(restored)}", "--exit-on-error", "--no-owner", dump);
        await using var after = new ClusterServers(context.Sub("after"), configuration, restored, ProgramFolder.Now);
        var schema = await after.Migrate(ProgramFolder.Now, 0, cancellationToken);
        DrillContext.Promise(!schema.Contains("001-", StringComparison.Ordinal), $"the restored database has no schema: {schema}");
        await after.Start(cancellationToken);
        var state = await StateReading.Read(after.Gateway);
        var back = Clock.Since(start);

        // Step 5
        var differences = book.Differences(state, answeredBefore: began, sentBefore: ended);
        DrillContext.Promise(differences.Count == 0, string.Join("; ", differences));

        // Step 6
        DrillContext.Promise(
            book.Differences(state, answeredBefore: lost, sentBefore: lost).Count > 0, "what was answered after the dump is there");
        return $"dump in {Clock.Text(Clock.Between(began, ended))} with {during} answers meanwhile, restored and serving in "
            + $"{Clock.Text(back)}, {book.AnswersBetween(0, began)} answers before it, all there";
    }
}
