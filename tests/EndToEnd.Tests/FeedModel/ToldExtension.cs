using System.Text.Json;

namespace EventPlatform.EndToEnd.Tests.FeedModel;

/// <summary>An extension of the sample directory, with its state, and what a change of it tells.</summary>
internal sealed class ToldExtension
{
    private const string Available = "Available";

    private static readonly JsonElement Directory = JsonElement.Parse(File.ReadAllText(SampleDirectory.Path));
    private static readonly JsonElement Location = Directory.GetProperty("locations")[0];
    private static readonly JsonElement Tenant = Location.GetProperty("tenants")[0];

    private readonly JsonElement _extension;
    private readonly JsonElement? _user;
    private string _status = Available;
    private string _note = "";
    private long _returnTime = -1;

    private ToldExtension(JsonElement extension)
    {
        _extension = extension;
        var users = Directory.GetProperty("users").EnumerateArray();
        _user = users.Where(user => Text(user, "extensionId") == Id).Cast<JsonElement?>().FirstOrDefault();
    }

    /// <summary>Those of the first tenant.</summary>
    internal static ToldExtension[] All() => [.. Tenant.GetProperty("extensions").EnumerateArray().Select(each => new ToldExtension(each))];

    /// <summary>The one that a user is bound to.</summary>
    internal static ToldExtension? OfUser(string? username) =>
        Array.Find(All(), extension => extension._user is { } user && Text(user, "username") == username);

    /// <summary>Names of the tenant's statuses.</summary>
    internal static string[] Statuses { get; } =
        [Available, .. Tenant.GetProperty("statuses").EnumerateArray().Select(status => Text(status, "name"))];

    internal string Id => Text(_extension, "id");

    internal string Number => Text(_extension, "extensionNumber");

    /// <summary>Changes what is given.</summary>
    /// <returns>The events: one for each field that is another now, and each followed by the bound user's, if there is one.</returns>
    internal IEnumerable<ToldEvent> Set(string? status, string? note, long? returnTime)
    {
        List<ToldEvent> told = [];
        if (status is not null && status != _status)
        {
            told.Add(Begin("extensionStatus").With("status", _status = status));
        }

        if (note is not null && note != _note)
        {
            told.Add(Begin("extensionNote").With("note", _note = note));
        }

        if (returnTime is { } time && time != _returnTime)
        {
            told.Add(Begin("extensionReturnTime").With("returnTime", ToldValue.Of(_returnTime = time)));
        }

        return _user is null ? told : [.. told.SelectMany(each => new[] { each, OfUser() })];
    }

    private static string Text(JsonElement holder, string name) => holder.GetProperty(name).GetString()!;

    private ToldEvent Begin(string type) => WithUser(new ToldEvent(ToldEvent.Extension(Number)))
        .With("type", type)
        .With("locationId", Text(Location, "id"))
        .With("location", Text(Location, "name"))
        .With("tenantId", Text(Tenant, "id"))
        .With("tenant", Text(Tenant, "name"))
        .With("extensionId", Id)
        .With("extensionNumber", Number);

    private ToldEvent OfUser() => WithUser(new ToldEvent(ToldEvent.Extension(Number)))
        .With("type", "userStatus")
        .With("name", _status)
        .With("statusType", _status == Available
            ? "available"
            : Text(Tenant.GetProperty("statuses").EnumerateArray().Single(each => Text(each, "name") == _status), "type"))
        .With("note", _note)
        .With("returnTime", ToldValue.Of(_returnTime))
        .With("userCreated", new ToldValue(JsonValueKind.False, "false"));

    private ToldEvent WithUser(ToldEvent told) => told
        .With("userId", _user is { } user ? Text(user, "id") : null)
        .With("username", _user is { } named ? Text(named, "username") : null);
}
