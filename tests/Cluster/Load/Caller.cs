using EventPlatform.Testing.Processes;

namespace EventPlatform.ClusterRounds.Load;

/// <summary>Asks and sets by the External API, four times a second; notes what is answered and how soon.</summary>
internal sealed class Caller(string name, string user, GatewayNode gateway, LoadContext context, string extension)
    : ApiClient(name, user, gateway, context)
{
    private int _sets;

    protected override Task Begin(ApiSession session, CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task Work(ApiSession session, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        for (var count = 0; !session.Ended.IsCompleted; count++)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            await (count % 2 == 0 ? List(session) : Set(session));
        }
    }

    private async Task List(ApiSession session)
    {
        var asked = Clock.Now;
        var answer = await session.Request("user", "list");
        Context.Answers.CountCode("user/list", ApiSession.CodeOf(answer), Clock.Since(asked), Context.Findings, Name);
    }

    private async Task Set(ApiSession session)
    {
        await Context.Setting.Enter();
        try
        {
            var thing = $"note {extension}";
            var note = $"{Name} {++_sets}";
            Context.Ledger.Sent(thing, note, "");
            var asked = Clock.Now;
            var data = new { location = SeedFiles.Location, tenant = SeedFiles.Tenant, number = extension, note };
            var code = ApiSession.CodeOf(await session.Request("extension", "set", data, "status"));
            Context.Answers.CountCode("extension/set", code, Clock.Since(asked), Context.Findings, Name);
            if (code == 0)
            {
                Context.Ledger.Answered(thing, note);
            }
        }
        finally
        {
            Context.Setting.Leave();
        }
    }
}
