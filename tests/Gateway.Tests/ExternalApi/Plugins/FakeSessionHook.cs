using System.Threading.Channels;
using EventPlatform.Gateway.ExternalApi.Plugins;

namespace EventPlatform.Gateway.Tests.ExternalApi.Plugins;

/// <summary>Writes down what it is told: <c>+id</c> and <c>-id code</c>.</summary>
internal sealed class FakeSessionHook : ISessionHook
{
    private readonly Channel<string> _told = Channel.CreateUnbounded<string>();

    public Action<SessionFacts> OnLogin { get; init; } = _ => { };

    public Action<SessionFacts> OnEnd { get; set; } = _ => { };

    public void LoggedIn(SessionFacts session)
    {
        _told.Writer.TryWrite($"+{session.SessionId}");
        OnLogin(session);
    }

    public void Ended(SessionFacts session, int? closeCode)
    {
        _told.Writer.TryWrite($"-{session.SessionId} {closeCode?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"}");
        OnEnd(session);
    }

    /// <summary>What was told so far and not expected.</summary>
    public string[] Rest()
    {
        var rest = new List<string>();
        while (_told.Reader.TryRead(out var line))
        {
            rest.Add(line);
        }

        return [.. rest];
    }

    public async Task Expect(params string[] lines)
    {
        foreach (var line in lines)
        {
            var told = _told.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask();
            Assert.Equal(line, await told.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        }
    }
}
