using EventPlatform.EndToEnd.Tests.Conformance.Json;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>What of the feed a scenario sees, and what it need not write.</summary>
public sealed class FeedMessagesTests
{
    private readonly FeedMessages _messages = new("r7");

    [Theory]
    [InlineData("""{"type":"t","class":"c-r7"}""")]
    [InlineData("""{"type":"t","class":"c"}""")]
    [InlineData("""{"type":"t","class":"c-r7","n":"r8"}""")]
    [InlineData("""{"type":"locationAdded","location":"r2d2"}""")]
    [InlineData("""{"type":"userLogin","userLoginId":"any-r7"}""")]
    [InlineData("""{"correlationId":null,"type":"success"}""")]
    public void Take_OfThisRun_IsTold(string text) => Assert.Equal(new Incoming.Message(text), _messages.Take(text));

    [Theory]
    [InlineData("""{"type":"t","class":"c-r8"}""")]
    [InlineData("""{"type":"t","class":"c","n":["r70"]}""")]
    [InlineData("""{"type":"userLogin","userLoginId":"a"}""")]
    [InlineData("""{"type":"subscriptionRemoved","userLoginId":"a-r71"}""")]
    [InlineData("""{"type":"tick","class":"tick"}""")]
    [InlineData("""{"type":"t","class":"silence-r7-1"}""")]
    public void Take_OfOthers_IsPassedOver(string text) => Assert.Null(_messages.Take(text));

    [Fact]
    public void Take_AMark_IsToldOnlyWhenAwaited()
    {
        Assert.Null(_messages.Take("""{"type":"t","class":"c-r7","silence":"1"}"""));
        _messages.AwaitedMark = "2";
        Assert.Null(_messages.Take("""{"type":"t","class":"c-r7","silence":"1"}"""));
        Assert.NotNull(_messages.Take("""{"type":"t","class":"silence-r7-2","silence":"2"}"""));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("x")]
    [InlineData("""{"type":"t"}{}""")]
    public void Take_NoObject_IsBroken(string text) => Assert.IsType<Incoming.Broken>(_messages.Take(text));

    [Fact]
    public void Take_AnEventTwice_IsBroken()
    {
        Assert.IsType<Incoming.Message>(_messages.Take("""{"type":"t","eventId":"1.1.1"}"""));
        Assert.IsType<Incoming.Message>(_messages.Take("""{"type":"t","eventId":"1.1.2"}"""));
        Assert.IsType<Incoming.Broken>(_messages.Take("""{"type":"u","eventId":"1.1.1"}"""));
    }

    [Theory]
    [InlineData("""{"type":"t"}""", """{"type":"t","time":<int>,"coreServerId":<uuid:core_server_id>,"eventId":<text>}""")]
    [InlineData("""{"type":"t","time":1}""", """{"type":"t","time":1,"coreServerId":<uuid:core_server_id>,"eventId":<text>}""")]
    [InlineData("""{"type":"success","correlationId":1}""", """{"type":"success","correlationId":1,"time":<int>}""")]
    [InlineData("""{"type":"resume","recovered":false}""", """{"type":"resume","recovered":false}""")]
    [InlineData("<any>", "<any>")]
    public void Complete_AddsWhatWasLeftOut(string written, string complete)
    {
        var completed = FeedMessages.Complete(JsonReading.ParseExpectation(written));
        Assert.Equal(complete, completed is JsonValue.Object message ? Text(message) : completed.Source);
    }

    private static string Text(JsonValue.Object message) =>
        $"{{{string.Join(',', message.Members.Select(member => $"\"{member.Name}\":{member.Value.Source}"))}}}";
}
