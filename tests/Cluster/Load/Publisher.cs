using EventPlatform.ClusterRounds.Checks;
using EventPlatform.Testing.Processes;

namespace EventPlatform.ClusterRounds.Load;

/// <summary>Publishes numbered events at a steady rate, and notes which were accepted.</summary>
internal sealed class Publisher(EventSource source, string user, GatewayNode gateway, LoadContext context, int rate)
    : ApiClient($"publisher-{source.Name}", user, gateway, context)
{
    public EventSource Source => source;

    /// <summary>After a pause it does not make up for more than this many events.</summary>
    private const int BurstMax = 50;

    protected override Task Begin(ApiSession session, CancellationToken cancellationToken)
    {
        source.BeginLife();
        session.OnAnswer = (number, answer) =>
        {
            var code = ApiSession.CodeOf(answer);
            if (number == 0)
            {
                Context.Findings.Add(Name, $"an error without tid: {answer}");
                return;
            }

            source.Answered(number, isAccepted: code == 0);
            Context.Answers.CountCode("publish", code, Clock.Since(source.SentAt(number)), Context.Findings, Name);
        };
        return Task.CompletedTask;
    }

    protected override async Task Work(ApiSession session, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var last = Clock.Now;
        var due = 0.0;
        while (!session.Ended.IsCompleted)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            var now = Clock.Now;
            due = Math.Min(due + (Clock.Between(last, now).TotalSeconds * rate), BurstMax);
            last = now;
            for (; due >= 1; due--)
            {
                var number = source.Next();
                var data = $$"""{"class":"{{source.Class}}","body":{"n":{{number}}} }""";
                await session.Send($$"""{"class":"core","subclass":"event","cmd":"send","tid":{{number}},"data":{{data}} }""");
            }
        }
    }
}
