using EventPlatform.Gateway.Configuration;

namespace EventPlatform.Gateway.Tests.ExternalApi;

/// <summary>Publishes that came together begin a block together; whatever comes between or behind them, none is left lying.</summary>
public class PublishRunTests
{
    private const string Ok = """{"result":"ok","tid":1}""";

    [Theory, InlineData(1, 1), InlineData(2, 1), InlineData(64, 1)]
    public async Task Publishes_InOneRead_AreOneBlock(int count, int blocks)
    {
        using var world = new ApiWorld();
        var client = await world.Login();
        var before = world.BlockCount;
        await client.Send([.. Enumerable.Repeat(Publish, count)]);
        for (var number = 0; number < count; number++)
        {
            await client.Expect(Ok);
        }

        Assert.Equal(blocks, world.BlockCount - before);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"ack":7}""")]
    [InlineData("""{"result":"ok","tid":7}""")]
    [InlineData("""{"class":"cor""")]
    public async Task Publish_SomethingWithoutAnAnswerBehind_IsAnswered(string line)
    {
        using var world = new ApiWorld();
        var client = await world.Login();
        await client.Send(Publish, line);
        await client.Expect(Ok);
    }

    [Theory]
    [InlineData("""{"class":"7","cmd":"echo","tid":2}""", """{"result":"ok","tid":2}""")]
    [InlineData("""{"class":"x","cmd":"y","tid":2}""", """{"result":"error","data":{"code":100006,"error":"Not implemented"},"tid":2}""")]
    [InlineData("""{"class":"core","subclass":"event","cmd":"get_subscriptions","tid":2}""", """{"ack":2}""")]
    [InlineData("x", """{"result":"error","data":{"code":100072,"error":"Invalid JSON"}}""")]
    [InlineData("{}", """{"result":"error","data":{"code":100072,"error":"Invalid message"}}""")]
    public async Task Publish_SomethingElseBehind_IsAnsweredBefore(string line, string reply)
    {
        using var world = new ApiWorld();
        var client = await world.Login();
        await client.Send(Publish, line);
        await client.Expect(Ok, reply);
    }

    [Fact]
    public async Task Publish_OverTheRateBehind_IsAnsweredBefore()
    {
        using var world = new ApiWorld(new LimitsOptions { RequestsPerSecond = 3 });
        var client = await world.Login();
        await client.Send(Publish, Publish, Publish);
        await client.Expect(Ok, Ok, """{"result":"error","data":{"code":100080,"error":"Rate limited"},"tid":1}""");
    }

    [Fact]
    public async Task Publish_ClientEndsBehind_IsPublished()
    {
        using var world = new ApiWorld();
        var client = await world.Login();
        await client.Send(Publish);
        await client.End();
        await client.Expect(Ok, null);
        Assert.Single(world.Published, record => record.Class == "c");
    }

    private static string Publish => """{"class":"core","subclass":"event","cmd":"send","data":{"class":"c"},"tid":1}""";
}
