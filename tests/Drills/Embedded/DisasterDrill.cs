using System.Text.Json.Nodes;
using EventPlatform.Drills.Load;

namespace EventPlatform.Drills.Embedded;

/// <summary>
/// 1. A server, a backup of it, a copy of its configuration. 2. The machine is lost. 3. A new folder, from these two only: restore, start,
/// and the first set is answered. 4. All of the backup is there.
/// </summary>
internal sealed class DisasterDrill : Drill
{
    private const int Answers = 300;

    public override string Name => "disaster";

    public override async Task<string> Run(DrillContext context, CancellationToken cancellationToken)
    {
        // Step 1
        var (lost, safe) = (context.Sub("lost"), context.Sub("safe"));
        var (backup, configuration) = (Path.Combine(safe, "backup.db"), Path.Combine(safe, "configuration.json"));
        var book = new AnswerBook();
        var server = await EmbeddedServer.New(lost);
        long began, ended;
        await using (var gateway = server.Gateway)
        {
            await gateway.Start(cancellationToken);
            await using var writers = new Writers(gateway, book).Start();
            await writers.Answered(Answers, cancellationToken);
            began = Clock.Now;
            await server.Backup(backup, 0, cancellationToken);
            ended = Clock.Now;
            await gateway.Kill();
        }

        // What is kept of a configuration names no seed: that counts only for a store that has nothing.
        var kept = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(lost, "configuration.json"), cancellationToken))!.AsObject();
        kept.Remove("Directory");
        await File.WriteAllTextAsync(configuration, kept.ToJsonString(), cancellationToken);

        // Step 2
        Directory.Delete(lost, recursive: true);

        // Step 3
        var start = Clock.Now;
        var restored = EmbeddedServer.Of(context.Sub("new"), configuration);
        await restored.Restore(backup, 0, cancellationToken);
        var restoredAt = Clock.Now;
        await using var newGateway = restored.Gateway;
        await newGateway.Start(cancellationToken);
        var state = await StateReading.Read(newGateway);
        var back = Clock.Now;

        // Step 4
        var differences = book.Differences(state, answeredBefore: began, sentBefore: ended);
        DrillContext.Promise(differences.Count == 0, string.Join("; ", differences));
        return $"restored in {Clock.Text(Clock.Between(start, restoredAt))}, serving {Clock.Text(Clock.Between(start, back))} after the "
            + $"beginning, {book.AnswersBetween(0, began)} answers all there";
    }
}
