using EventPlatform.Gateway.ExternalApi.Plugins;

namespace EventPlatform.Gateway.Tests.ExternalApi.Plugins;

/// <summary>Keeps what it was asked.</summary>
internal sealed class FakeEventHook(Func<SessionFacts, OutgoingEvent, OutgoingEvent?> decide) : IEventHook
{
    public List<OutgoingEvent> Asked { get; } = [];

    public OutgoingEvent? Delivering(SessionFacts session, OutgoingEvent outgoing)
    {
        Asked.Add(outgoing);
        return decide(session, outgoing);
    }
}
