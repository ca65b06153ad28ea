using System.Buffers;
using EventPlatform.Gateway.ExternalApi.Commands;

namespace EventPlatform.Gateway.ExternalApi;

/// <summary>Answers as they go on the wire (external-api.md 2). The tid comes back as it was written.</summary>
internal static class Replies
{
    /// <summary>What a reply without data is before its tid.</summary>
    public static readonly byte[] OkBeforeTid = "{\"result\":\"ok\",\"tid\":"u8.ToArray();

    /// <summary><c>{"result":"ok","tid":T}</c></summary>
    public static byte[] Ok(ReadOnlySpan<byte> tid)
    {
        var reply = new byte[OkBeforeTid.Length + tid.Length + 1];
        OkBeforeTid.CopyTo(reply);
        tid.CopyTo(reply.AsSpan(OkBeforeTid.Length));
        reply[^1] = (byte)'}';
        return reply;
    }

    /// <summary>The tid of a reply that <see cref="Ok(ReadOnlySpan{byte})"/> made.</summary>
    public static ReadOnlySpan<byte> TidOfOk(ReadOnlySpan<byte> reply) => reply[OkBeforeTid.Length..^1];

    /// <summary><c>{"result":"ok","data":D,"tid":T}</c></summary>
    /// <param name="data">An object that is not empty, or a list.</param>
    /// <param name="tid">The request's; empty: the reply has none.</param>
    public static byte[] Ok(ReadOnlySpan<byte> data, ReadOnlySpan<byte> tid)
    {
        // Data may be large: one copy, of the right size.
        var start = "{\"result\":\"ok\",\"data\":"u8;
        var beforeTid = tid.IsEmpty ? default : ",\"tid\":"u8;
        var reply = new byte[start.Length + data.Length + beforeTid.Length + tid.Length + 1];
        start.CopyTo(reply);
        var at = start.Length;
        data.CopyTo(reply.AsSpan(at));
        beforeTid.CopyTo(reply.AsSpan(at += data.Length));
        tid.CopyTo(reply.AsSpan(at + beforeTid.Length));
        reply[^1] = (byte)'}';
        return reply;
    }

    /// <summary><c>{"result":"error","data":{"code":N,"error":"…"},"tid":T}</c></summary>
    /// <param name="error">What is wrong.</param>
    /// <param name="tid">The request's; empty: it has none, and neither has the reply.</param>
    public static byte[] Error(ApiError error, ReadOnlySpan<byte> tid) => OfMembers(Members(error), tid);

    /// <summary>An error without braces and tid: <c>"result":"error","data":{"code":N,"error":"…"}</c></summary>
    public static byte[] Members(ApiError error)
    {
        var output = new ArrayBufferWriter<byte>(96);
        output.Raw("\"result\":\"error\",\"data\":{\"code\":"u8);
        output.Integer(error.Code);
        output.Raw(",\"error\":"u8);
        output.Text(error.Text);
        output.Raw((byte)'}');
        return output.WrittenSpan.ToArray();
    }

    /// <summary>A reply of members that are there already.</summary>
    /// <param name="members">All but the tid.</param>
    /// <param name="tid">The request's; empty: the reply has none.</param>
    public static byte[] OfMembers(ReadOnlySpan<byte> members, ReadOnlySpan<byte> tid)
    {
        var output = new ArrayBufferWriter<byte>(members.Length + tid.Length + 16);
        output.Raw((byte)'{');
        output.Raw(members);
        return End(output, tid);
    }

    /// <summary>The reply to a command that has ended and has not sent it itself.</summary>
    public static byte[] Of(in Answer answer, ReadOnlySpan<byte> tid)
    {
        if (answer.Error is { } error)
        {
            return Error(error, tid);
        }

        if (!answer.Members.IsEmpty)
        {
            return OfMembers(answer.Members.Span, tid);
        }

        return !answer.Data.IsEmpty ? Ok(answer.Data.Span, tid) : tid.IsEmpty ? OfMembers("\"result\":\"ok\""u8, tid) : Ok(tid);
    }

    /// <summary><c>{"ack":T}</c></summary>
    public static byte[] Ack(ReadOnlySpan<byte> tid) => [.. "{\"ack\":"u8, .. tid, (byte)'}'];

    private static byte[] End(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> tid)
    {
        if (!tid.IsEmpty)
        {
            output.Raw(",\"tid\":"u8);
            output.Raw(tid);
        }

        output.Raw((byte)'}');
        return output.WrittenSpan.ToArray();
    }
}
