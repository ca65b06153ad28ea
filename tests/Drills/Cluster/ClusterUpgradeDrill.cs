using EventPlatform.Drills.Load;
using EventPlatform.Testing.Processes;

namespace EventPlatform.Drills.Cluster;

/// <summary>
/// 1. Two silos and a gateway under load. 2. The next version's --migrate while they run, which go on. 3. The old version migrates and
/// starts no more. 4. One silo after the other, then the gateway, of the next version. 5. All that was answered is there.
/// </summary>
internal sealed class ClusterUpgradeDrill : Drill
{
    private const int Answers = 200;

    public override string Name => "cluster-upgrade";

    public override async Task<string> Run(DrillContext context, CancellationToken cancellationToken)
    {
        // Step 1
        await using var postgres = await PostgresProcess.Start();
        var configuration = await SeedFiles.Write(context.Folder, users: [], partitions: 1);
        var next = ProgramFolder.Next(context.Sub("next"));
        await using var cluster = new ClusterServers(context.Folder, configuration, await postgres.NewDatabase(), ProgramFolder.Now);
        await cluster.Migrate(ProgramFolder.Now, 0, cancellationToken);
        await cluster.Start(cancellationToken);
        var book = new AnswerBook();
        await using var writers = new Writers(cluster.Gateway, book).Start();
        await writers.Answered(Answers, cancellationToken);

        // Step 2
        var start = Clock.Now;
        var migrated = await cluster.Migrate(next, 0, cancellationToken);
        DrillContext.Promise(migrated.Contains("002-next.sql", StringComparison.Ordinal), $"the next version's migration: {migrated}");
        await writers.Answered(Answers, cancellationToken);

        // Step 3
        foreach (var refusal in new[]
        {
            await cluster.Migrate(ProgramFolder.Now, 1, cancellationToken),
            await cluster.RunSiloToEnd(ProgramFolder.Now, 1, cancellationToken),
        })
        {
            DrillContext.Promise(
                refusal.Contains("newer than this program knows", StringComparison.Ordinal), $"the old version: {refusal}");
        }

        // Step 4
        for (var index = 0; index < cluster.Silos.Length; index++)
        {
            await cluster.ReplaceSilo(index, next, cancellationToken);
            await writers.Answered(Answers, cancellationToken);
        }

        await cluster.ReplaceGateway(next, cancellationToken);
        await writers.Answered(Answers, cancellationToken);
        var taken = Clock.Since(start);
        await writers.DisposeAsync();

        // Step 5
        var state = await StateReading.Read(cluster.Gateway);
        var differences = book.Differences(state, answeredBefore: long.MaxValue, sentBefore: long.MaxValue);
        DrillContext.Promise(differences.Count == 0, string.Join("; ", differences));
        return $"migrated and restarted one after the other in {Clock.Text(taken)} under load, longest time without an answer "
            + $"{Clock.Text(book.LongestPause(start, Clock.Now))}, {book.Answers} answers all there";
    }
}
