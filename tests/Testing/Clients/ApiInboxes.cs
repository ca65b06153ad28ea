using System.Text.Json;

namespace EventPlatform.Testing.Clients;

/// <summary>Sorts what the External API's server sends.</summary>
/// <param name="answerEvent">Called with each event.</param>
internal sealed class ApiInboxes(Action<JsonElement> answerEvent) : IMessageSink
{
    public Inbox Answers { get; } = new();

    public Inbox Events { get; } = new();

    public Inbox Requests { get; } = new();

    public Inbox Acks { get; } = new();

    void IMessageSink.Add(JsonElement message)
    {
        if (message.Member("ack") is not null)
        {
            Put(Acks, message);
        }
        else if (message.Member("result") is not null)
        {
            Put(Answers, message);
        }
        else if (message.Text("class") == "core" && message.Text("cmd") == "event" && message.Member("subclass") is null)
        {
            answerEvent(message);
            Put(Events, message.Member("data") ?? default);
        }
        else
        {
            Put(Requests, message);
        }
    }

    void IMessageSink.End(Exception reason)
    {
        foreach (IMessageSink inbox in new[] { Answers, Events, Requests, Acks })
        {
            inbox.End(reason);
        }
    }

    private static void Put(IMessageSink inbox, JsonElement message) => inbox.Add(message);
}
