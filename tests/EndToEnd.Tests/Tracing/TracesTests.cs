using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests.Tracing;

/// <summary>What a collector sees of one request: from the socket through the grains to the sockets of who is told.</summary>
[Collection(TracingCollection.Name)]
public sealed class TracesTests
{
    private const string Extension = "live/coreServers/getByName/default/extensions/getByName/4221";

    // Of the process, as OpenTelemetry reads them; a test must not wait for a batch, nor be one of a hundred.
    static TracesTests()
    {
        Environment.SetEnvironmentVariable("OTEL_TRACES_SAMPLER", "parentbased_always_on");
        Environment.SetEnvironmentVariable("OTEL_BSP_SCHEDULE_DELAY", "50");
    }

    [Theory]
    [InlineData("first")]
    [InlineData("second")]
    public async Task Publish_OverASocket_IsOneTraceToTheSocketsOfEveryGateway(string subscribersGateway)
    {
        await using var collector = await Collector.Start();
        await using var platform = await Platform.Start();
        var (_, first) = await platform.AddGateway($"--Otlp:Endpoint={collector.Address}");
        var (_, second) = await platform.AddGateway();
        await using var publisher = await LogIn(first, "publisher");
        await using var subscriber = await LogIn(subscribersGateway == "first" ? first : second, "subscriber");
        await subscriber.Request("core", "event", "subscribe", new { @class = "call" });

        await publisher.Request("core", "event", "send", new { @class = "call", type = "dial", body = new { number = 1 } });

        var dial = await subscriber.Event(_ => true);
        Assert.Equal(1, dial.GetProperty("body").GetProperty("number").GetInt32());
        var spans = await collector.When(spans => spans.Any(span => span.Name == "event/send")
            && spans.Any(span => span.Name == "log append" && IsOf(span, spans, "event/send"))
            && spans.Count(span => span.Name == "deliver" && IsOf(span, spans, "event/send")) == 2);
        var send = Assert.Single(spans, span => span.Name == "event/send");
        Assert.Empty(send.Parent);
    }

    [Fact]
    public async Task Set_OverRestWithATrace_GoesThroughTheGrainsToTheSockets()
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        const string Caller = "b7ad6b7169203331";
        await using var collector = await Collector.Start();
        await using var platform = await Platform.Start();
        var (_, ports) = await platform.AddGateway($"--Otlp:Endpoint={collector.Address}");
        using var watcher = await LineClient.Connect(ports.Status);
        using var rest = new RestClient(new Uri($"http://127.0.0.1:{ports.Http}"));

        await SetNote(rest, "traced", $"00-{Trace}-{Caller}-01");

        await watcher.Expect("ExtensionNoteUpdatedEvent@#Berlin@#Sales@#4221@#traced");
        var spans = await collector.When(spans => spans.Any(span => span.Name == "deliver" && span.Trace == Trace)
            && spans.Any(span => span.Name == "log append" && span.Trace == Trace)
            && spans.Any(span => span.Name == "POST http" && span.Trace == Trace));
        var post = Only(spans, "POST http");
        var set = Only(spans, "IExtensionGrain.Set");
        var announce = Only(spans, "ITenantGrain.Announce");
        Assert.Equal(Caller, post.Parent);
        Assert.Equal(post.Id, set.Parent);
        Assert.Equal(set.Id, Only(spans, "storage write").Parent);
        Assert.Equal(set.Id, announce.Parent);
        Assert.Equal(announce.Id, Only(spans, "log append").Parent);
        Assert.Equal(announce.Id, Only(spans, "deliver").Parent);

        ReceivedSpan Only(IReadOnlyList<ReceivedSpan> all, string name) =>
            Assert.Single(all, span => span.Trace == Trace && span.Name == name);
    }

    [Fact]
    public async Task Set_OfATraceThatIsNotRecorded_IsNotSent()
    {
        const string Recorded = "0af7651916cd43dd8448eb211c803190";
        const string NotRecorded = "0af7651916cd43dd8448eb211c803191";
        await using var collector = await Collector.Start();
        await using var platform = await Platform.Start();
        var (_, ports) = await platform.AddGateway($"--Otlp:Endpoint={collector.Address}");
        using var rest = new RestClient(new Uri($"http://127.0.0.1:{ports.Http}"));

        await SetNote(rest, "not recorded", $"00-{NotRecorded}-b7ad6b7169203331-00");
        await SetNote(rest, "recorded", $"00-{Recorded}-b7ad6b7169203331-01");

        var spans = await collector.When(spans => spans.Any(span => span.Name == "deliver" && span.Trace == Recorded));
        Assert.DoesNotContain(spans, span => span.Trace == NotRecorded);
    }

    [Fact]
    public async Task Status_Command_IsASpanWithTheGrainCallInIt()
    {
        await using var collector = await Collector.Start();
        await using var platform = await Platform.Start();
        var (_, ports) = await platform.AddGateway($"--Otlp:Endpoint={collector.Address}");
        using var setter = await LineClient.Connect(ports.Status);

        await setter.Send("set_extension_status@#Berlin@#Sales@#4221@#Lunch");
        await setter.Expect("");

        await collector.When(spans =>
            spans.Any(span => span.Name == "IExtensionGrain.Set" && IsOf(span, spans, "status SetExtensionStatus")));
    }

    private static bool IsOf(ReceivedSpan span, IReadOnlyList<ReceivedSpan> all, string parent) =>
        all.Any(other => other.Name == parent && other.Id == span.Parent && other.Trace == span.Trace);

    private static async Task SetNote(RestClient rest, string note, string trace)
    {
        using var response = await rest.Send(HttpMethod.Post, $"{Extension}/note/set", $$"""{"note":"{{note}}"}""", ("traceparent", trace));
        response.EnsureSuccessStatusCode();
    }

    private static async Task<ExternalApiClient> LogIn(Ports ports, string user)
    {
        var client = await ExternalApiClient.Connect(new Uri($"ws://127.0.0.1:{ports.ExternalApi}/"));
        Assert.Equal("ok", (await client.Login(user, null)).Text("result"));
        return client;
    }
}
