namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>Which Server-Sent Events are as the feed must write them.</summary>
public sealed class EventStreamBlocksTests
{
    private const string Event = """{"type":"t","class":"c-r7","eventId":"1.1"}""";
    private const string Lost = """{"recovered":false,"type":"resume"}""";
    private readonly FeedMessages _feed = new("r7");
    private int _comments;

    [Theory]
    [InlineData(Event, "id: 1.1", $"data: {Event}", "")]
    [InlineData(Event, $"data:{Event}", "id:1.1", "")]
    [InlineData(Lost, "event: resume", $"data: {Lost}", "")]
    [InlineData(Event, ":", "", ": x", "", "id: 1.1", $"data: {Event}", "")]
    public void Take_AsItMustBe_IsTold(string message, params string[] lines) =>
        Assert.Equal([new Incoming.Message(message)], Take(lines));

    [Theory]
    [InlineData("id: 1.2", $"data: {Event}", "")]
    [InlineData("id:  1.1", $"data: {Event}", "")]
    [InlineData($"data: {Event}", "")]
    [InlineData("id: 1.1", "event: t", $"data: {Event}", "")]
    [InlineData($"data: {Lost}", "")]
    [InlineData("event: gap", $"data: {Lost}", "")]
    [InlineData("event: resume", "id: 1.1", $"data: {Lost}", "")]
    [InlineData("id: 1.1", "id: 1.1", $"data: {Event}", "")]
    [InlineData("id: 1.1", """data: {"type":"t",""", """data: "eventId":"1.1"}""", "")]
    [InlineData("id: 1.1", "")]
    [InlineData("")]
    [InlineData("id: 1.1", ":", $"data: {Event}", "")]
    [InlineData("retry: 1", "")]
    [InlineData("id: 1.1", "data: []", "")]
    [InlineData("id: 1.1", "data: x", "")]
    [InlineData("id: 1.1", $"data: {Event}\r", "\r", "")]
    public void Take_Otherwise_IsBroken(params string[] lines) => Assert.IsType<Incoming.Broken>(Take(lines)[0]);

    [Fact]
    public void Take_AnEventTwice_IsBroken()
    {
        string[] block = ["id: 1.1", $"data: {Event}", ""];
        Assert.IsType<Incoming.Broken>(Take([.. block, .. block])[1]);
    }

    [Fact]
    public void Take_Comments_AreCountedAndNotTold()
    {
        Assert.Empty(Take([":", "", ": 1", ": 2", ""]));
        Assert.Equal(2, _comments);
        Assert.IsType<Incoming.Broken>(Take([":", "id: 1.1", $"data: {Event}", ""])[0]);
        Assert.Equal(2, _comments);
    }

    private List<Incoming> Take(string[] lines)
    {
        var blocks = new EventStreamBlocks(_feed);
        var told = new List<Incoming>();
        foreach (var line in lines)
        {
            if (blocks.Take(line, out var isComment) is { } incoming)
            {
                told.Add(incoming);
            }

            _comments += isComment ? 1 : 0;
        }

        return told;
    }
}
