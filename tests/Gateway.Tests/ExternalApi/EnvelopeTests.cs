using System.Text;
using EventPlatform.Gateway.ExternalApi.Envelopes;

namespace EventPlatform.Gateway.Tests.ExternalApi;

/// <summary>What a message is and where its parts are (external-api.md 2).</summary>
public class EnvelopeTests
{
    [Theory]
    [InlineData("""{"class":"c","cmd":"x","tid":1}""", nameof(EnvelopeKind.Request))]
    [InlineData(""" {"class":null,"cmd":null,"tid":null} """, nameof(EnvelopeKind.Request))]
    [InlineData("""{"class":"c","cmd":"x","tid":1,"result":"ok","ack":1}""", nameof(EnvelopeKind.Request))]
    [InlineData("""{"cl\u0061ss":"c","cmd":"x","tid":1}""", nameof(EnvelopeKind.Request))]
    [InlineData("""{"class":"c","cmd":"x"}""", nameof(EnvelopeKind.Unknown))]
    [InlineData("""{"class":"c","tid":1}""", nameof(EnvelopeKind.Unknown))]
    [InlineData("""{"result":"ok","tid":1}""", nameof(EnvelopeKind.Response))]
    [InlineData("""{"result":"ok","tid":1,"ack":1,"class":"c"}""", nameof(EnvelopeKind.Response))]
    [InlineData("""{"result":"ok"}""", nameof(EnvelopeKind.Unknown))]
    [InlineData("""{"ack":1}""", nameof(EnvelopeKind.Ack))]
    [InlineData("""{"ack":null,"cmd":"x"}""", nameof(EnvelopeKind.Ack))]
    [InlineData("{}", nameof(EnvelopeKind.Unknown))]
    [InlineData("[]", nameof(EnvelopeKind.Unknown))]
    [InlineData("""[{"class":"c","cmd":"x","tid":1}]""", nameof(EnvelopeKind.Unknown))]
    [InlineData("1", nameof(EnvelopeKind.Unknown))]
    [InlineData("\"x\"", nameof(EnvelopeKind.Unknown))]
    [InlineData("null", nameof(EnvelopeKind.Unknown))]
    [InlineData("", nameof(EnvelopeKind.NotJson))]
    [InlineData(" ", nameof(EnvelopeKind.NotJson))]
    [InlineData("[1,]", nameof(EnvelopeKind.NotJson))]
    [InlineData("nul", nameof(EnvelopeKind.NotJson))]
    [InlineData("""{"ack":1} x""", nameof(EnvelopeKind.NotJson))]
    [InlineData("""{"ack":1}{}""", nameof(EnvelopeKind.NotJson))]
    [InlineData("""{"ack":1,}""", nameof(EnvelopeKind.NotJson))]
    [InlineData("""{"ack":1/**/}""", nameof(EnvelopeKind.NotJson))]
    [InlineData("""{"ack":01}""", nameof(EnvelopeKind.NotJson))]
    [InlineData("""{'ack':1}""", nameof(EnvelopeKind.NotJson))]
    [InlineData("""{"ack":"\x"}""", nameof(EnvelopeKind.NotJson))]
    [InlineData("""{"ack":NaN}""", nameof(EnvelopeKind.NotJson))]
    [InlineData("{\"ack\":\"a\nb\"}", nameof(EnvelopeKind.NotJson))]
    [InlineData("\uFEFF{\"ack\":1}", nameof(EnvelopeKind.NotJson))]
    public void Read_AnyMessage_IsRecognised(string message, string kind) =>
        Assert.Equal(kind, new Envelope().Read(Encoding.UTF8.GetBytes(message)).ToString());

    [Theory, InlineData(64, nameof(EnvelopeKind.Ack)), InlineData(65, nameof(EnvelopeKind.NotJson))]
    public void Read_Nested_UpTo64Levels(int levels, string kind)
    {
        var lists = new string('[', levels - 1) + new string(']', levels - 1);
        Assert.Equal(kind, new Envelope().Read(Encoding.UTF8.GetBytes($$"""{"ack":{{lists}}}""")).ToString());
    }

    [Theory]
    [InlineData("1")]
    [InlineData("\"1\"")]
    [InlineData("1.0")]
    [InlineData("1e400")]
    [InlineData("-0")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("null")]
    [InlineData("[1, {\"a\" : \"\\u00e4\"}]")]
    [InlineData("\"\\ud800\"")]
    public void Read_Tid_IsKeptAsWritten(string tid)
    {
        var envelope = new Envelope();
        envelope.Read(Encoding.UTF8.GetBytes($$"""{"tid" : {{tid}} ,"class":"c","cmd":"x"}"""));
        Assert.Equal(tid, Encoding.UTF8.GetString(envelope.Raw(envelope.Tid)));
    }

    [Fact]
    public void Read_EqualNames_TheLastCounts()
    {
        var envelope = new Envelope();
        envelope.Read("""{"class":"a","cmd":"x","tid":1,"data":{"f":1,"g":2},"class":"b","data":{"f":3,"\u0066":4}}"""u8.ToArray());
        Assert.True(envelope.Is(envelope.Class, "b"u8));
        Assert.Equal("4", Encoding.UTF8.GetString(envelope.Raw(envelope.Field("f"u8))));
        Assert.False(envelope.Field("g"u8).IsGiven);
    }

    [Fact]
    public void Read_NextMessage_ForgetsTheOneBefore()
    {
        var envelope = new Envelope();
        envelope.Read("""{"class":"a","cmd":"x","tid":1,"data":{"f":1}}"""u8.ToArray());
        Assert.Equal(EnvelopeKind.Ack, envelope.Read("""{"ack":1}"""u8.ToArray()));
        Assert.False(envelope.Field("f"u8).IsGiven);
        Assert.False(envelope.Class.IsGiven);
    }
}
