using System.Text;
using System.Text.Json;
using EventPlatform.EndToEnd.Tests.Conformance.Format;
using EventPlatform.EndToEnd.Tests.Conformance.Json;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>Runs a scenario step by step; then nothing may be left over on any of its connections.</summary>
internal sealed class ScenarioRun : IAsyncDisposable
{
    private readonly Scenario _scenario;
    private readonly Patience _patience;
    private readonly Peers _peers;
    private readonly Variables _variables;
    private readonly Bindings _bindings = new();
    private readonly Expectations _expectations;
    private readonly HttpSteps _http;
    private readonly ScenarioPlace _place;
    private readonly Silence _silence;
    private readonly GatewaySet _gateways;
    private readonly string _run;

    /// <param name="file">Where the scenario stands.</param>
    /// <param name="scenario">What to run.</param>
    /// <param name="column">How.</param>
    /// <param name="gateways">Against which servers.</param>
    /// <param name="run">A text that no other run has.</param>
    /// <param name="patience">How long to wait for what must come, in real time.</param>
    internal ScenarioRun(ExchangeFile file, Scenario scenario, Column column, GatewaySet gateways, string run, TimeSpan patience)
    {
        _scenario = scenario;
        _run = run;
        _gateways = gateways;
        _peers = new Peers(gateways, column, run);
        _variables = new Variables(run, name => _peers[name].Remote, gateways.Tokens.Make);
        _place = new ScenarioPlace(file.Name, scenario.Name, column.Name);
        _patience = new Patience(gateways, patience);
        _expectations = new Expectations(_place, _variables, _bindings, _patience);
        _http = new HttpSteps(_place, _variables, _bindings, _patience, _expectations);
        _silence = new Silence(_expectations, gateways, run);
    }

    /// <exception cref="ExchangeFailedException">The server did something else.</exception>
    internal async Task Run()
    {
        for (var index = 0; index < _scenario.Steps.Length; index++)
        {
            var step = _scenario.Steps[index];
            try
            {
                index += await Take(step, index) - 1;
            }
            catch (Exception exception) when (exception is not ExchangeFailedException)
            {
                throw new ExchangeFailedException(_place, step.Line, step.ToString(), exception.Message, exception.GetType().Name);
            }
        }

        _http.NothingIsLeft(_scenario.Steps[^1].Line);
        await _silence.AtTheEnd(_peers.All, _scenario.Steps[^1].Line);
    }

    public ValueTask DisposeAsync() => _peers.DisposeAsync();

    /// <returns>How many steps were taken.</returns>
    private async Task<int> Take(Step step, int index)
    {
        switch (step)
        {
            case Step.Receive { IsAnyOrder: true } first:
                var group = _scenario.Steps.Skip(index)
                    .TakeWhile(next => next is Step.Receive { IsAnyOrder: true } receive && receive.Who.Name == first.Who.Name)
                    .Cast<Step.Receive>()
                    .ToList();
                await _expectations.InAnyOrder(await _peers.Of(first.Who), group);
                return group.Count;
            case Step.Receive receive:
                await _expectations.InOrder(await _peers.Of(receive.Who), receive);
                break;
            case Step.ReceiveAny receive:
                await _expectations.AsManyAsCome(await _peers.Of(receive.Who), receive);
                break;
            case Step.ReceiveBytes receive:
                await _expectations.Bytes(await _peers.Of(receive.Who), receive);
                break;
            case Step.ReceiveLike receive:
                await _expectations.Like(await _peers.Of(receive.Who), receive);
                break;
            case Step.Send send:
                await Send(await _peers.Of(send.Who), send);
                break;
            case Step.Login login:
                await Login(await _peers.Of(login.Who), login);
                break;
            case Step.Connect connect:
                await Connect(connect);
                break;
            case Step.Closed closed:
                await _expectations.Closed(await _peers.Of(closed.Who), closed);
                break;
            case Step.Quiet quiet:
                await _silence.Now(await _peers.Of(quiet.Who), quiet.After is { } other ? await _peers.Of(other) : null, quiet.Line);
                break;
            case Step.Act { Deed: Deed.Close } act:
                await _silence.Close(await _peers.Of(act.Who), act.Line);
                break;
            case Step.Act { Deed: Deed.Nothing } act:
                _expectations.Nothing(await _peers.Of(act.Who), act.Line);
                break;
            case Step.Act { Deed: Deed.Pinged } act:
                await _expectations.Pinged(await _peers.Of(act.Who), act.Line);
                break;
            case Step.Act act:
                await (await _peers.Of(act.Who)).Do(act.Deed);
                break;
            case Step.Call call:
                _http.Call(await _peers.Caller(call.Who), call);
                break;
            case Step.Reply reply:
                await _http.Expect(reply);
                break;
            case Step.GatewayEnds ends:
                await _gateways.End(ends.Gateway);
                break;
            case Step.Advance advance:
                await _patience.Advance(advance.By);
                break;
            default:
                throw new InvalidOperationException($"Unhandled step {step}.");
        }

        return 1;
    }

    private async Task Send(Peer peer, Step.Send send)
    {
        for (var number = 1; number <= send.Times; number++)
        {
            var text = _variables.ResolveSent(send.Text, _bindings, number, send.Bytes);
            await peer.Send(send.Kind is SendKind.Bytes or SendKind.Raw ? EscapedBytes.Of(text) : Encoding.UTF8.GetBytes(text), send.Kind);
        }
    }

    private async Task Login(Peer peer, Step.Login login)
    {
        var own = $"{login.Who.Name}-{_run}";
        var user = _variables.Resolve(login.User ?? own);
        var sessionId = _variables.Resolve(login.SessionId ?? own);
        var data = new Dictionary<string, string> { ["user"] = user, ["session_id"] = sessionId };
        foreach (var (name, text) in login.Fields)
        {
            data[name] = _variables.Resolve(text);
        }

        if (peer is RpcPeer rpc)
        {
            rpc.Credentials = data.TryGetValue("token", out var token)
                ? (HttpScheme.Bearer, token)
                : (HttpScheme.Basic, data.TryGetValue("password", out var password) ? $"{user}:{password}" : user);
            return;
        }

        var json = JsonSerializer.Serialize(new { @class = "core", subclass = "user", cmd = "login", data, tid = "login" });
        await peer.Send(Encoding.UTF8.GetBytes(json), SendKind.Message);
        await _expectations.Next(peer, login.Line, """{"ack":"login"}""");
        var id = JsonSerializer.Serialize(data["session_id"]);
        await _expectations.Next(peer, login.Line, $$$"""{"result":"ok","data":{"session_id":{{{id}}}},"tid":"login"}""");
    }

    private async Task Connect(Step.Connect connect)
    {
        var (entrance, refused) = (Resolved(connect.Entrance), connect.Refused);
        var (isOpen, answer) = await _peers.Connect(connect.Who, entrance);
        if (isOpen != refused is null || (!isOpen && answer?.Status != refused?.Status))
        {
            throw new ExchangeFailedException(
                _place,
                connect.Line,
                refused is null ? "a connection" : $"refused {refused.Status}",
                isOpen ? "a connection" : $"refused {answer?.Status}");
        }

        _expectations.Headers(connect.Line, refused?.Headers ?? connect.Headers, answer is null ? _ => "" : answer.Header);
    }

    private Entrance Resolved(Entrance entrance) => entrance with
    {
        Path = entrance.Path is null ? null : _variables.ResolvePlain(entrance.Path, _bindings),
        Credentials = entrance.Credentials is { } own ? own with { Text = _variables.Resolve(own.Text) } : null,
        Headers = entrance.Headers.ToDictionary(header => header.Key, header => _variables.ResolvePlain(header.Value, _bindings)),
    };
}
