using System.Buffers;
using System.Text;
using System.Text.Json;
using EventPlatform.Gateway.ExternalApi.Json;
using EventPlatform.Gateway.Hub.Subscriptions;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.ExternalApi;

/// <summary>What is told of a session (external-api.md 4, <c>user/get</c>), as members of an object without braces.</summary>
internal static class SessionDetails
{
    private static readonly string[] Secret = ["password", "pass", "token"];

    /// <summary>The login's other fields, then the members of meta, then remote and type: the later wins, secrets never show.</summary>
    public static byte[] Of(LoginAttempt login, ReadOnlyMemory<byte> meta, string remote)
    {
        var members = new Dictionary<byte[], byte[]>(Utf8Comparer.Instance);
        if (!login.Fields.IsEmpty)
        {
            Add(members, login.Fields.Span);
        }

        if (!meta.IsEmpty)
        {
            Add(members, meta.Span[0] == (byte)'{' ? meta.ToArray() : [.. "{\"meta\":"u8, .. meta.Span, (byte)'}']);
        }

        Add(members, [.. "{\"remote\":\""u8, .. Encoding.UTF8.GetBytes(remote), .. "\",\"type\":\"api_server\"}"u8]);
        return Write(members);
    }

    /// <summary>The members of an object, of equal names the last, without secrets.</summary>
    /// <param name="json">An object that has been checked; empty for an empty one.</param>
    public static byte[] MembersOf(ReadOnlySpan<byte> json)
    {
        var members = new Dictionary<byte[], byte[]>(Utf8Comparer.Instance);
        if (!json.IsEmpty)
        {
            Add(members, json);
        }

        return Write(members);
    }

    private static byte[] Write(Dictionary<byte[], byte[]> members)
    {
        foreach (var name in Secret)
        {
            members.Remove(Encoding.UTF8.GetBytes(name));
        }

        var output = new ArrayBufferWriter<byte>(128);
        foreach (var member in members.Values)
        {
            output.Raw(output.WrittenCount == 0 ? default : ","u8);
            output.Raw(member);
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>The members of a described session but the last <c>subscriptions</c>, which is not for <c>user/get</c>.</summary>
    public static byte[] WithoutSubscriptions(ReadOnlySpan<byte> described)
    {
        var members = new List<(byte[] Name, byte[] Text)>();
        var reader = new Utf8JsonReader(described);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            var name = JsonBody.NameOf(reader.ValueSpan);
            reader.Read();
            reader.Skip();
            members.Add((name, described[start..(int)reader.BytesConsumed].ToArray()));
        }

        var last = members.FindLastIndex(member => member.Name.AsSpan().SequenceEqual("subscriptions"u8));
        var output = new ArrayBufferWriter<byte>(described.Length);
        for (var index = 0; index < members.Count; index++)
        {
            if (index != last)
            {
                output.Raw(output.WrittenCount == 0 ? default : ","u8);
                output.Raw(members[index].Text);
            }
        }

        return output.WrittenSpan.ToArray();
    }

    private static void Add(Dictionary<byte[], byte[]> members, ReadOnlySpan<byte> json)
    {
        foreach (var member in JsonBody.Parse(json)?.Members ?? [])
        {
            members[member.Name] = member.Text;
        }
    }
}
