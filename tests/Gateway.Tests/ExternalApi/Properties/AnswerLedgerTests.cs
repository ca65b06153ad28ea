using System.Text;
using EventPlatform.Testing.Fuzzing;

namespace EventPlatform.Gateway.Tests.ExternalApi.Properties;

/// <summary>The judge of the properties finds what it is there for.</summary>
public class AnswerLedgerTests
{
    private const string Login = """{"class":"core","subclass":"user","cmd":"login","data":{"user":"u"},"tid":0}""";
    private const string LoginAck = """{"ack":0}""";
    private const string LoginOk = """{"result":"ok","data":{"session_id":"s"},"tid":0}""";
    private const string InvalidJson = """{"result":"error","data":{"code":100072,"error":"Invalid JSON"}}""";

    [Fact]
    public void Received_WhatIsDue_IsRight()
    {
        var ledger = LoggedIn();
        Send(ledger, Send(1), Relay(2), Send(3), "garbage");
        Assert.Null(Receive(ledger, Ok(1)));
        Assert.Null(Receive(ledger, """{"ack":2}"""));
        Assert.Null(Receive(ledger, """{"class":"x","cmd":"y","tid":1}"""));
        Assert.Null(Receive(ledger, Ok(3)));
        Assert.Null(Receive(ledger, """{"class":"core","cmd":"event","data":{"class":"a"},"tid":2}"""));
        Assert.Null(Receive(ledger, """{"result":"error","data":{"code":7,"error":"mine"},"tid":2}"""));
        Assert.Null(Receive(ledger, InvalidJson));
        Assert.Null(ledger.Ended(1007));
        Assert.NotNull(ledger.Ended(1002));
        Assert.NotNull(ledger.Ended(0));
    }

    [Theory]
    [InlineData("""{"result":"ok","tid":3}""")]
    [InlineData("""{"result":"ok","tid":2}""")]
    [InlineData("""{"result":"ok","tid":"1"}""")]
    [InlineData("""{"ack":1}""")]
    [InlineData("""{"result":"error","data":{"code":100003,"error":"Internal error: x"},"tid":1}""")]
    [InlineData("""{"result":"error","data":{"code":100030,"error":"unauthorized"},"tid":1}""")]
    [InlineData("""{"class":"core","cmd":"event","data":{"class":"a"},"tid":2}""")]
    [InlineData("""{"result":"error","data":{"code":100072,"error":"Invalid JSON"}}""")]
    [InlineData("garbage")]
    public void Received_NotWhatIsDue_IsWrong(string message)
    {
        var ledger = LoggedIn();
        Send(ledger, Send(1), Send(2));
        Assert.NotNull(Receive(ledger, message));
    }

    [Fact]
    public void Received_Twice_IsWrong()
    {
        var ledger = LoggedIn();
        Send(ledger, Send(1));
        Assert.Null(Receive(ledger, Ok(1)));
        Assert.NotNull(Receive(ledger, Ok(1)));
    }

    [Fact]
    public void Received_BeforeTheLoginsAnswer_IsWrong()
    {
        var ledger = new AnswerLedger(isLine: false);
        Send(ledger, Login);
        Assert.Null(Receive(ledger, LoginAck));
        Assert.NotNull(Receive(ledger, """{"class":"core","cmd":"event","data":{"class":"a"},"tid":1}"""));
    }

    [Fact]
    public void Received_LastMessage_MayLeaveRelaysOnly()
    {
        var ledger = LoggedIn();
        Send(ledger, Relay(1), "garbage");
        Assert.Null(Receive(ledger, """{"ack":1}"""));
        Assert.Null(Receive(ledger, InvalidJson));
        Assert.NotNull(Receive(ledger, """{"result":"ok","tid":1}"""));
        Assert.NotNull(Receive(ledger, """{"class":"core","cmd":"event","data":{"class":"a"},"tid":1}"""));
        ledger = LoggedIn();
        Send(ledger, Send(1), "garbage");
        Assert.NotNull(Receive(ledger, InvalidJson));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1006)]
    [InlineData(1008)]
    [InlineData(4002)]
    [InlineData(0)]
    public void Ended_ForNoReason_IsWrong(int closeCode)
    {
        var ledger = LoggedIn();
        Send(ledger, Send(1));
        Assert.NotNull(ledger.Ended(closeCode));
        Assert.NotNull(ledger.EndedByClient(closeCode));
    }

    private static AnswerLedger LoggedIn()
    {
        var ledger = new AnswerLedger(isLine: false);
        Send(ledger, Login);
        Assert.Null(Receive(ledger, LoginAck));
        Assert.Null(Receive(ledger, LoginOk));
        return ledger;
    }

    private static void Send(AnswerLedger ledger, params string[] messages)
    {
        foreach (var message in messages)
        {
            ledger.Sending(MessageReading.Of(Encoding.UTF8.GetBytes(message)));
        }
    }

    private static string? Receive(AnswerLedger ledger, string message) => ledger.Received(Encoding.UTF8.GetBytes(message));

    private static string Send(int tid) => $$"""{"class":"core","subclass":"event","cmd":"send","data":{"class":"a"},"tid":{{tid}}}""";

    private static string Relay(int tid) => $$"""{"class":"core","subclass":"session","cmd":"cmd","data":{},"tid":{{tid}}}""";

    private static string Ok(int tid) => $$"""{"result":"ok","tid":{{tid}}}""";
}
