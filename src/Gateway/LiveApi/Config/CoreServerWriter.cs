using System.Text.Json;
using EventPlatform.Contracts.Directory;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.LiveApi.Documents;
using EventPlatform.Gateway.LiveApi.Live;
using EventPlatform.Gateway.LiveApi.Rest;

namespace EventPlatform.Gateway.LiveApi.Config;

/// <summary>Changes the one core server. It is made at first start and never removed, so nothing offers these two.</summary>
internal sealed class CoreServerWriter(LiveApiServices services) : ObjectWriter<CoreServer, CoreServerForm>
{
    protected override Guid IdOf(CoreServer item) => item.Id;

    protected override string PathOf(CoreServer item, Exchange exchange) => $"{LiveApiPaths.ConfigBase}/server/coreServers/{item.Id}";

    protected override void Write(Utf8JsonWriter json, CoreServer item) => LiveJson.Write(json, item);

    protected override CoreServerForm Read(ObjectReader body, bool isNew) => new(body.Text("slug"), body.Text("name"));

    protected override Task<GatewayResult<CoreServer>> Add(Guid? id, CoreServerForm values, Exchange exchange) =>
        throw new NotSupportedException("There is one core server.");

    protected override Task<GatewayResult<CoreServer>> Change(
        CoreServer item, CoreServerForm values, CoreServer? expected, Exchange exchange) =>
        services.Directory.ChangeCoreServer(values.Slug, values.Name, expected, exchange.Aborted);

    protected override Task<GatewayResult<CoreServer>> Remove(CoreServer item, CoreServer? expected, Exchange exchange) =>
        throw new NotSupportedException("There is one core server.");
}
