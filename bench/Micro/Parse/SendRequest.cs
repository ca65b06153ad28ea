using System.Text;
using EventPlatform.Bench.Micro.Encode;
using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.ExternalApi.Core;
using EventPlatform.Gateway.ExternalApi.Envelopes;
using EventPlatform.Gateway.ExternalApi.Events;

namespace EventPlatform.Bench.Micro.Parse;

/// <summary>The request <c>event/send</c> of a session: from its text to the record that would be appended.</summary>
internal sealed class SendRequest
{
    private readonly SendEvent _command = new("event", "send");
    private readonly Envelope _envelope = new();
    private readonly CommandCall _call;

    internal SendRequest(ApiFrontEnd frontEnd)
    {
        var session = frontEnd.NewSession("publisher");
        _call = new CommandCall(frontEnd.Services, session.Caller, _envelope, null!, session);
    }

    internal static byte[] Text { get; } = Encoding.UTF8.GetBytes(
        """{"class":"core","subclass":"event","cmd":"send","data":{"class":"call","subclass":"inbound","type":"ringing","obj_id":"""
        + $"\"{Encoding.UTF8.GetString(SampleEvent.ObjId)}\",\"body\":{Encoding.UTF8.GetString(SampleEvent.Body)}}},\"tid\":4711}}");

    /// <summary>Reads and checks it.</summary>
    /// <exception cref="InvalidDataException">It would be refused.</exception>
    internal EventRecord Read(ReadOnlyMemory<byte> text)
    {
        if (_envelope.Read(text) != EnvelopeKind.Request || _command.Check(_envelope, _call.Services.Settings) is not null)
        {
            throw new InvalidDataException("The request is refused.");
        }

        return EventNames.Record(EventKind.Published, 1_700_000_000_000, EventNames.Of(_call), _call.Object("body"u8));
    }
}
