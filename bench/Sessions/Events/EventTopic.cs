using System.Text;
using EventPlatform.Bench.Sessions.Api;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Events;

/// <summary>
/// A topic as requests and deliveries name it (external-api.md 4 and 5): all fields are given, so that exactly one key matches.
/// </summary>
/// <param name="number">Of the topic, from 0 on.</param>
internal sealed class EventTopic(int number)
{
    private readonly byte[] _members = Encoding.ASCII.GetBytes(FormattableString.Invariant(
        $"\"class\":\"bench\",\"subclass\":\"load\",\"type\":\"tick\",\"obj_id\":\"topic{number}\""));

    private readonly byte[] _object = Encoding.ASCII.GetBytes(FormattableString.Invariant($"\"obj_id\":\"topic{number}\""));

    public void Subscribe(MessageBuffer message, long tid)
    {
        message.Start().Raw("{\"class\":\"core\",\"subclass\":\"event\",\"cmd\":\"subscribe\",\"data\":{"u8).Raw(_members);
        message.Raw("},\"tid\":"u8).Number(tid).Raw("}"u8);
    }

    public void Publish(MessageBuffer message, ReadOnlySpan<byte> body, long tid)
    {
        message.Start().Raw("{\"class\":\"core\",\"subclass\":\"event\",\"cmd\":\"send\",\"data\":{"u8).Raw(_members);
        message.Raw(",\"body\":"u8).Raw(body).Raw("},\"tid\":"u8).Number(tid).Raw("}"u8);
    }

    /// <summary>Reads all of a delivery: JSON, an event of this topic, with this body.</summary>
    public bool IsDelivery(ReadOnlySpan<byte> message, ReadOnlySpan<byte> body)
    {
        var read = ApiMessage.Read(message);
        return read.Kind == ApiMessageKind.Request && read.Class.SequenceEqual("core"u8)
            && read.Data.IndexOf("\"class\":\"bench\""u8) >= 0 && read.Data.IndexOf("\"subclass\":\"load\""u8) >= 0
            && read.Data.IndexOf("\"type\":\"tick\""u8) >= 0 && read.Data.IndexOf(_object) >= 0 && read.Data.IndexOf(body) >= 0;
    }
}
