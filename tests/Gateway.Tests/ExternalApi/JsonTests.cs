using System.Buffers;
using System.Text;
using EventPlatform.Gateway.ExternalApi.Json;
using EventPlatform.Gateway.Hub.Subscriptions;
using EventPlatform.Gateway.Json;

namespace EventPlatform.Gateway.Tests.ExternalApi;

/// <summary>JSON that is read, compared, merged and passed on by hand.</summary>
public class JsonTests
{
    [Theory]
    [InlineData("""{"a":1,"b":[true,null]}""", """{ "b" : [ true , null ] , "a" : 1.0 }""", true)]
    [InlineData("""{"a":1}""", """{"\u0061":10e-1}""", true)]
    [InlineData("""{"a":0}""", """{"a":-0.00}""", true)]
    [InlineData("""{"a":1,"a":2}""", """{"a":2}""", true)]
    [InlineData("""{"a":"\u00e4"}""", """{"a":"ä"}""", true)]
    [InlineData("""{"a":120}""", """{"a":1.2E+2}""", true)]
    [InlineData("""{"a":1}""", """{"a":"1"}""", false)]
    [InlineData("""{"a":1}""", """{"a":-1}""", false)]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""", false)]
    [InlineData("""{"a":9007199254740993}""", """{"a":9007199254740992}""", false)]
    [InlineData("""{"a":{"b":1}}""", """{"a":{"b":1,"c":null}}""", false)]
    public void AreEqual_Bodies_AreComparedAsValues(string left, string right, bool isEqual) => Assert.Equal(
        isEqual, SubscriptionBody.AreEqual(JsonBody.Parse(Encoding.UTF8.GetBytes(left)), JsonBody.Parse(Encoding.UTF8.GetBytes(right))));

    [Theory]
    [InlineData("", """{"b":2}""", """{"b":2}""")]
    [InlineData("""{"a":1}""", """{"b":2}""", """{"a":1,"b":2}""")]
    [InlineData("""{"a":1}""", """{"a":2}""", """{"a":1}""")]
    [InlineData("""{"a":{"x":1}}""", """{"a":{"y":2},"b":1.50}""", """{"a":{"x":1},"b":1.50}""")]
    [InlineData("""{"\u0061":null}""", """{"a":2}""", """{"\u0061":null}""")]
    [InlineData("{\r\n\"a\":1\n}", "{\n\"b\":\r2}", """{"a":1,"b":2}""")]
    public void WriteMerged_EventAndSubscription_TheEventWins(string body, string added, string merged)
    {
        var output = new ArrayBufferWriter<byte>();
        var utf8 = Encoding.UTF8.GetBytes(body);
        JsonBody.WriteMerged(output, utf8, JsonBody.Names(utf8), JsonBody.Parse(Encoding.UTF8.GetBytes(added))!);
        Assert.Equal(merged, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("{ \n}", true)]
    [InlineData("[]", true)]
    [InlineData("[ 1]", false)]
    [InlineData("{\"a\":1}", false)]
    public void IsEmpty_ObjectOrList_Says(string json, bool isEmpty) =>
        Assert.Equal(isEmpty, JsonBody.IsEmpty(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("""
        "a\"\\\/\b\f\n\r\t\u0041\u00e4\u20ac\ud83d\ude00"
        """, "a\"\\/\b\f\n\r\tA\u00e4\u20ac\U0001F600")]
    [InlineData("\"\\ud83d\"", null)]
    [InlineData("\"\\ude00\"", null)]
    [InlineData("\"\\ud83dx\"", null)]
    [InlineData("\"\\ud83d\\u0041\"", null)]
    public void TryText_Escapes_AreResolved(string quoted, string? text)
    {
        var isText = JsonText.TryText(Encoding.UTF8.GetBytes(quoted.Trim()), out var utf8);
        Assert.Equal(text, isText ? Encoding.UTF8.GetString(utf8) : null);
    }

    [Fact]
    public void Text_AnyCharacter_IsEscapedAsFarAsNeeded()
    {
        var output = new ArrayBufferWriter<byte>();
        output.Text("a\"\\\n\r\t\u0001\u001fä/");
        Assert.Equal("\"a\\\"\\\\\\n\\r\\t\\u0001\\u001fä/\"", Encoding.UTF8.GetString(output.WrittenSpan));
    }
}
