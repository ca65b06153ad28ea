using EventPlatform.Drills.Load;

namespace EventPlatform.Drills.Embedded;

/// <summary>
/// 1. A server under load. 2. A backup while it writes. 3. It goes on, and is killed. 4. A restore over its store is refused. 5. The old
/// store is moved away; the restore, and the start. 6. All that was answered before the backup began is there, and nothing that was sent
/// after it ended. 7. That check can fail: what was answered until the kill is not there.
/// </summary>
internal sealed class BackupDrill : Drill
{
    private const int AnswersBefore = 300;
    private const int AnswersAfter = 300;

    /// <summary>Of a machine that does other things as well. A backup that holds up writers does so for all of its time.</summary>
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(5);

    public override string Name => "backup";

    public override async Task<string> Run(DrillContext context, CancellationToken cancellationToken)
    {
        // Step 1
        var server = await EmbeddedServer.New(context.Sub("server"));
        await using var gateway = server.Gateway;
        await gateway.Start(cancellationToken);
        var book = new AnswerBook();
        await using var writers = new Writers(gateway, book).Start();
        await writers.Answered(AnswersBefore, cancellationToken);

        // Step 2
        var backup = Path.Combine(context.Folder, "backup.db");
        var began = Clock.Now;
        await server.Backup(backup, 0, cancellationToken);
        var ended = Clock.Now;
        var (during, pause) = (book.AnswersBetween(began, ended), book.LongestPause(began, ended));
        DrillContext.Promise(during > 0 && pause < PauseMax, $"{during} answers during the backup, longest pause {Clock.Text(pause)}");
        var again = await server.Backup(backup, 2, cancellationToken);
        DrillContext.Promise(again.Contains("is there already", StringComparison.Ordinal), $"a second backup to the same file: {again}");

        // Step 3
        await writers.Answered(AnswersAfter, cancellationToken);
        await gateway.Kill();
        var killed = Clock.Now;
        await writers.DisposeAsync();

        // Step 4
        var before = await File.ReadAllBytesAsync(server.Store, cancellationToken);
        var refusal = await server.Restore(backup, 1, cancellationToken);
        var after = await File.ReadAllBytesAsync(server.Store, cancellationToken);
        DrillContext.Promise(
            refusal.Contains("a restore overwrites nothing", StringComparison.Ordinal) && before.AsSpan().SequenceEqual(after),
            $"a restore over a store: {refusal}");

        // Step 5
        Directory.Move(Path.GetDirectoryName(server.Store)!, context.Folder + "/old");
        await server.Restore(backup, 0, cancellationToken);
        await gateway.Start(cancellationToken);

        // Step 6
        var state = await StateReading.Read(gateway);
        var differences = book.Differences(state, answeredBefore: began, sentBefore: ended);
        DrillContext.Promise(differences.Count == 0, string.Join("; ", differences));

        // Step 7
        DrillContext.Promise(
            book.Differences(state, answeredBefore: killed, sentBefore: killed).Count > 0, "what was answered after the backup is there");
        return $"backup in {Clock.Text(Clock.Between(began, ended))} with {during} answers meanwhile (longest pause {Clock.Text(pause)}), "
            + $"{book.AnswersBetween(0, began)} answers before it, all there";
    }
}
