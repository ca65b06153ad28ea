using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.LiveApi.Documents;
using EventPlatform.Gateway.LiveApi.Rest;

namespace EventPlatform.Gateway.LiveApi.Config;

/// <summary>Adds, changes and removes the places of one set.</summary>
/// <param name="services">What resources work with.</param>
/// <param name="kind">The set's kind.</param>
/// <param name="location">The location it is in; null for the locations.</param>
/// <param name="tenant">The tenant it is in; null for locations and tenants.</param>
internal sealed class PlaceWriter(LiveApiServices services, PlaceKind kind, Guid? location = null, Guid? tenant = null)
    : ObjectWriter<Place, PlaceForm>
{
    private readonly PlaceMembers _members = PlaceMembers.Of(kind);

    protected override Guid IdOf(Place item) => item.Id;

    protected override string PathOf(Place item, Exchange exchange)
    {
        var path = $"{LiveApiPaths.ConfigBase}/core/{services.Replica.CoreServer.Id}/locations";
        path += location is null ? "" : $"/{location}/tenants";
        path += tenant is null ? "" : $"/{tenant}/{_members.Segment}";
        return $"{path}/{item.Id}";
    }

    protected override void Write(Utf8JsonWriter json, Place item) => _members.Write(json, item);

    protected override string MemberOf(string field) => _members.MemberOf(field);

    protected override PlaceForm Read(ObjectReader body, bool isNew)
    {
        var name = isNew ? body.NeededText(_members.Name) : body.Text(_members.Name);
        var detail = _members.Detail is not { } member ? null
            : isNew && _members.NeedsDetail ? body.NeededText(member)
            : body.Text(member);
        return new PlaceForm(name, detail);
    }

    protected override Task<GatewayResult<Place>> Add(Guid? id, PlaceForm values, Exchange exchange) =>
        Edit(PlaceAction.Add, id, values, null, exchange);

    protected override Task<GatewayResult<Place>> Change(Place item, PlaceForm values, Place? expected, Exchange exchange) =>
        Edit(PlaceAction.Change, item.Id, values, expected, exchange);

    protected override Task<GatewayResult<Place>> Remove(Place item, Place? expected, Exchange exchange) =>
        Edit(PlaceAction.Remove, item.Id, null, expected, exchange);

    private async Task<GatewayResult<Place>> Edit(
        PlaceAction action, Guid? id, PlaceForm? values, Place? expected, Exchange exchange)
    {
        var edit = new PlaceEdit(action, kind, tenant ?? location, id, values, expected?.Values, IsTrial: false);
        var changed = await services.Directory.Edit(edit, exchange.Aborted);
        return changed switch
        {
            { IsOk: true } => new Place(kind, location, tenant, changed.Value.Id, changed.Value.Values),
            { Refusal: { } refusal } => OfPath(refusal),
            _ => changed.Failure!,
        };
    }

    /// <summary>What is no fault of the body: a parent that went meanwhile, and a tenant that is full.</summary>
    private static Refusal OfPath(Refusal refusal) => refusal switch
    {
        { Kind: RefusalKind.NotFound } => new Refusal(RefusalKind.NotFound),
        { Kind: RefusalKind.Full } => new Refusal(RefusalKind.Conflict, "name", refusal.Detail),
        _ => refusal,
    };
}
