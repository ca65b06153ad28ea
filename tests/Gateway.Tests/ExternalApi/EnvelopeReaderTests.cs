using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using EventPlatform.Gateway.ExternalApi.Envelopes;
using EventPlatform.Gateway.Json;

namespace EventPlatform.Gateway.Tests.ExternalApi;

/// <summary>Messages with something wrong anywhere, against the framework's reader: what is JSON, and where its parts are.</summary>
public class EnvelopeReaderTests
{
    private static readonly string[] Pieces =
    [
        "\"", "\\", "{", "}", "[", "]", ",", ":", " ", "\t", "\r", "\n", "\0", "\u001f", "\u007f",
        "0", "1", "9", "-", "+", ".", "e", "E", "t", "u", "n", "/", "b", "x",
        "A", "\\u00", "\\u0041", "\\ud83d", "\\\"", "\\/", "true", "null", "ä", "\uFEFF", "[[", "{}", "\"a\":",
    ];

    [Theory]
    [InlineData("""{"class":"core","subclass":"event","cmd":"send","data":{"class":"a","body":{"n":[1,-2.5e+3,{}]}},"tid":17}""")]
    [InlineData("""{ "data" : { "f" : "x" , "g" : [ ] } , "tid" : "t" , "cmd" : null , "class" : true }""")]
    [InlineData("""{"da\u0074a":{"\u0066":"a\\b\"c\/"},"data":false,"result":"ok","ack":[[],[{"a":{}}]]}""")]
    [InlineData("""{"data":{"long name that fills a vector":"long text that fills more than one vector, äöü"},"tid":0.5E-7}""")]
    [InlineData("""[{"a":1},"b",false,null,-0]""")]
    [InlineData("""{"ack":{},"data":{}}""")]
    [InlineData("-12.75e10")]
    public void Read_ChangedAnywhere_SaysWhatTheReaderSays(string message)
    {
        Compare(message);
        for (var at = 0; at <= message.Length; at++)
        {
            Compare(message[..at]);
            foreach (var piece in Pieces)
            {
                Compare(message.Insert(at, piece));
                Compare(message[..at] + piece + (at < message.Length ? message[(at + 1)..] : ""));
            }

            if (at < message.Length)
            {
                Compare(message.Remove(at, 1));
            }
        }
    }

    [Theory, InlineData('[', ']'), InlineData('{', '}')]
    public void Read_AnyDepth_EndsWhereTheReaderDoes(char open, char close)
    {
        var (begin, leaf) = open == '[' ? ("[", "1") : ("{\"a\":", "1");
        for (var depth = 60; depth < 70; depth++)
        {
            var value = string.Concat(Enumerable.Repeat(begin, depth)) + leaf + new string(close, depth);
            Compare(value);
            Compare($$"""{"ack":{{value}}}""");
            Compare($$"""{"data":{{value}},"ack":1}""");
            Compare($$"""{"data":{"x":{{value}}},"ack":1}""");
        }
    }

    [Fact]
    public void Read_AnyBytes_SaysWhatTheReaderSays()
    {
        // A fixed seed: what fails once fails again.
        var random = new Random(4711);
        for (var round = 0; round < 20_000; round++)
        {
            var message = new StringBuilder("{\"ack\":");
            for (var count = random.Next(12); count > 0; count--)
            {
                message.Append(Pieces[random.Next(Pieces.Length)]);
            }

            Compare(message.Append('}').ToString());
        }
    }

    private static void Compare(string text)
    {
        var message = Encoding.UTF8.GetBytes(text);
        Assert.True(Utf8.IsValid(message));
        var envelope = new Envelope();
        var kind = envelope.Read(message);
        Assert.True(Expected(message) == (kind == EnvelopeKind.NotJson ? null : Found(envelope)), text);
    }

    private static string Found(Envelope envelope)
    {
        var parts = new StringBuilder();
        foreach (var slice in (JsonSlice[])
            [envelope.Class, envelope.Subclass, envelope.Cmd, envelope.Tid, envelope.Result, envelope.Ack, envelope.Data])
        {
            parts.Append(slice).Append('\n');
        }

        foreach (var field in envelope.Fields.Items)
        {
            parts.Append(field.Name).Append(field.Value).Append('\n');
        }

        return parts.ToString();
    }

    /// <summary>The same by the framework's reader; null: it is no JSON.</summary>
    private static string? Expected(byte[] message)
    {
        var parts = new Dictionary<string, JsonSlice>();
        var fields = new StringBuilder();
        try
        {
            var reader = new Utf8JsonReader(message);
            reader.Read();
            var isObject = reader.TokenType == JsonTokenType.StartObject;
            while (isObject && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = Name(ref reader);
                if (name == "data")
                {
                    fields.Clear();
                }

                reader.Read();
                parts[name] = name == "data" && reader.TokenType == JsonTokenType.StartObject
                    ? Data(ref reader, fields)
                    : JsonSlice.TakeCurrent(ref reader);
            }

            while (reader.Read())
            {
            }
        }
        catch (JsonException)
        {
            return null;
        }

        var names = (string[])["class", "subclass", "cmd", "tid", "result", "ack", "data"];
        return string.Concat(names.Select(name => $"{parts.GetValueOrDefault(name)}\n")) + fields;
    }

    private static JsonSlice Data(ref Utf8JsonReader reader, StringBuilder fields)
    {
        var start = (int)reader.TokenStartIndex;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = new JsonSlice((int)reader.TokenStartIndex, reader.ValueSpan.Length + 2, JsonTokenType.PropertyName);
            fields.Append(name).Append(JsonSlice.Take(ref reader)).Append('\n');
        }

        return new JsonSlice(start, (int)reader.BytesConsumed - start, JsonTokenType.StartObject);
    }

    private static string Name(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair.
            return "\ud800";
        }
    }
}
