using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using EventPlatform.Gateway.ExternalApi.Gelf;

namespace EventPlatform.Gateway.Tests.ExternalApi.Gelf;

public class GelfEncoderTests
{
    private const string Head = """{"version":"1.1","host":"app","short_message":"text","timestamp":1764210820.123,"level":3""";
    private const string Tail = ""","_user":"ann","_session_id":"s1","_service":"default"}""";

    [Fact]
    public void Encode_Everything_ExactText() => Assert.Equal(
        """{"version":"1.1","host":"app","short_message":"text","full_message":"line 1\nline 2","timestamp":1764210820.123,"""
        + """
        "level":3,"_a":1,"_user":"ann","_session_id":"s1","_service":"default"}
        """,
        Text(Entries.New(meta: """{"a":1}""") with { FullMessage = "line 1\nline 2" }));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Encode_NoFullMessage_HasNone(string? fullMessage) =>
        Assert.Equal(Head + Tail, Text(Entries.New() with { FullMessage = fullMessage }));

    [Fact]
    public void Encode_NoSession_HasNoSessionId() => Assert.Equal(
        Head + ""","_user":"ann","_service":"default"}""", Text(Entries.New() with { SessionId = null }));

    [Fact]
    public void Encode_EmptyTexts_AreTexts() => Assert.StartsWith(
        """{"version":"1.1","host":"","short_message":"","timestamp":""",
        Text(Entries.New("") with { Source = "" }),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("", "")]
    [InlineData("{}", "")]
    [InlineData("""{"a":0}""", ""","_a":0""")]
    [InlineData("""{"a":-12}""", ""","_a":-12""")]
    [InlineData("""{"a":123456789012345678901234567890}""", ""","_a":123456789012345678901234567890""")]
    [InlineData("""{"a":1.5}""", ""","_a":"1.5" """)]
    [InlineData("""{"a":1.0}""", ""","_a":"1.0" """)]
    [InlineData("""{"a":1e3}""", ""","_a":"1e3" """)]
    [InlineData("""{"a":"text"}""", ""","_a":"text" """)]
    [InlineData("""{"a":""}""", ""","_a":"" """)]
    [InlineData("""{"a":"1"}""", ""","_a":"1" """)]
    [InlineData("""{"a":"é\"\\\n\ud83d\ude00"}""", """,""" + "\"_a\":\"é\\\"\\\\\\n\\ud83d\\ude00\" ")]
    [InlineData("""{"a":"\ud83d"}""", ""","_a":"\ud83d" """)]
    [InlineData("""{"a":true}""", ""","_a":"true" """)]
    [InlineData("""{"a":false}""", ""","_a":"false" """)]
    [InlineData("""{"a":null}""", ""","_a":"null" """)]
    [InlineData("""{"a":{"a":1}}""", ""","_a":"{\"a\":1}" """)]
    [InlineData("""{"a":[1,"\n"]}""", ""","_a":"[1,\"\\n\"]" """)]
    [InlineData("""{"a.b-c_D9":1}""", ""","_a.b-c_D9":1""")]
    [InlineData("""{"\u0061":1}""", ""","_a":1""")]
    [InlineData("""{"_a":1}""", ""","__a":1""")]
    [InlineData("""{ "a" : 1 , "b" : "x" }""", ""","_a":1,"_b":"x" """)]
    public void Encode_MetaOfEachKind_IsNumberOrText(string meta, string fields) =>
        Assert.Equal(Head + fields.TrimEnd() + Tail, Text(Entries.New(meta: meta)));

    [Theory]
    [InlineData("""{"id":1}""", ""","_id_":1""")]
    [InlineData("""{"\u0069d":1}""", ""","_id_":1""")]
    [InlineData("""{"id":1,"id_":2}""", ""","_id_":2""")]
    [InlineData("""{"id_":2,"id":1}""", ""","_id_":1""")]
    [InlineData("""{"ID":1,"_id":2}""", ""","_ID":1,"__id":2""")]
    [InlineData("""{"a":1,"b":2,"a":"3"}""", ""","_a":"3","_b":2""")]
    [InlineData("""{"a":1,"\u0061":2}""", ""","_a":2""")]
    [InlineData("""{"user":"x","session_id":"x","service":"x","a":1}""", ""","_a":1""")]
    [InlineData("""{"us\u0065r":"x"}""", "")]
    [InlineData("""{"User":"x"}""", ""","_User":"x" """)]
    [InlineData("""{"host":"x","version":"x","level":9}""", ""","_host":"x","_version":"x","_level":9""")]
    public void Encode_NamesThatMeet_EachOnceAndTheServersWin(string meta, string fields) =>
        Assert.Equal(Head + fields.TrimEnd() + Tail, Text(Entries.New(meta: meta)));

    [Fact]
    public void Encode_NoSessionAndMetaNamesOne_IsNotBelieved() => Assert.DoesNotContain(
        "session_id", Text(Entries.New(meta: """{"session_id":"x"}""") with { SessionId = null }), StringComparison.Ordinal);

    [Theory]
    [InlineData(1_764_210_820_123, "1764210820.123")]
    [InlineData(1_764_210_820_000, "1764210820.000")]
    [InlineData(1_764_210_820_007, "1764210820.007")]
    [InlineData(0, "0.000")]
    [InlineData(-1, "-0.001")]
    [InlineData(253_402_300_799_999, "253402300799.999")]
    public void Encode_Time_IsSecondsWithMilliseconds(long milliseconds, string timestamp) => Assert.Contains(
        $",\"timestamp\":{timestamp},\"level\"",
        Text(Entries.New() with { Time = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) }),
        StringComparison.Ordinal);

    [Fact]
    public void Encode_TimeElsewhere_IsTheSameMoment() => Assert.Equal(
        Text(Entries.New()), Text(Entries.New() with { Time = Entries.New().Time.ToOffset(TimeSpan.FromHours(5.5)) }));

    [Fact]
    public void Encode_AnotherCulture_SameNumbers()
    {
        var before = CultureInfo.CurrentCulture;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "minus ";
        try
        {
            CultureInfo.CurrentCulture = culture;
            Assert.Equal(Head + Tail, Text(Entries.New()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>Half a surrogate pair becomes U+FFFD, control characters are escaped, and what is read is what was meant.</summary>
    [Fact]
    public void Encode_AnyText_IsJsonInUtf8WithoutMarkAndZero()
    {
        var text = string.Concat(Enumerable.Range(0, 0x300).Select(value => (char)value)) + "\ud83d\ude00€\ud83d\"\\";
        var json = GelfEncoder.Encode(Entries.New(text) with { Source = text, FullMessage = text, User = text, SessionId = text });
        Assert.True(Utf8.IsValid(json));
        Assert.Equal(((byte)'{', (byte)'}'), (json[0], json[^1]));
        Assert.Equal(-1, json.AsSpan().IndexOfAnyInRange((byte)0, (byte)0x1F));

        using var document = JsonDocument.Parse(json);
        var meant = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        foreach (var name in new[] { "host", "short_message", "full_message", "_user", "_session_id" })
        {
            Assert.Equal(meant, document.RootElement.GetProperty(name).GetString());
        }
    }

    private static string Text(LogEntry entry) => Encoding.UTF8.GetString(GelfEncoder.Encode(entry));
}
