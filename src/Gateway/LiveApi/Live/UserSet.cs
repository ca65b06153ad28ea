using System.Collections.Immutable;
using System.Text.Json;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Gateway.LiveApi.Paging;
using EventPlatform.Gateway.LiveApi.Rest;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.LiveApi.Live;

/// <summary>All accounts, and whoever has a session in service <c>default</c> or <c>?service=</c>; by name, then id.</summary>
internal sealed class UserSet : ResourceSet<UserView>
{
    private static readonly NameOrder<UserView> ByName = new(user => (user.UserName, user.Id.ToString()));

    protected override PageOrder<UserView> Order => ByName;

    /// <summary>The users that there are for a service.</summary>
    public static async ValueTask<Found<ImmutableArray<UserView>>> All(Exchange exchange, string service)
    {
        var sessions = await exchange.Services.Sessions.List(service, exchange.Aborted);
        if (!sessions.IsOk)
        {
            return RefusalProblems.Of(sessions);
        }

        var accounts = AccountsOf(exchange.Services.Replica);
        var known = accounts.Select(account => account.Id).ToHashSet();
        return ByName.Sort(
        [
            .. accounts.Select(UserView.Of),
            .. sessions.Value.Where(claim => known.Add(claim.UserId)).Select(UserView.Of),
        ]);
    }

    protected override ValueTask<Found<ImmutableArray<UserView>>> Items(Exchange exchange) => All(exchange, ServiceOf(exchange));

    protected override async ValueTask<Found<UserView>> Find(string id, Exchange exchange)
    {
        if (!ObjectId.TryRead(id, out var wanted))
        {
            return Problem.NoObject;
        }

        return AccountBy(exchange.Services.Replica, replica => replica.FindAccount(wanted)) is { } account
            ? UserView.Of(account)
            : await FindSession(exchange, user => user.Id == wanted);
    }

    protected override async ValueTask<Found<UserView>> FindByName(string name, Exchange exchange)
    {
        return AccountBy(exchange.Services.Replica, replica => replica.FindAccount(name)) is { } account
            ? UserView.Of(account)
            : await FindSession(exchange, user => user.UserName == name);
    }

    protected override void Write(Utf8JsonWriter json, UserView item) => LiveJson.Write(json, item);

    protected override Resource Open(UserView item, Exchange exchange)
    {
        var scope = new ExtensionScope(exchange.Services.Replica, item);
        return new InstanceResource(
            json => LiveJson.Write(json, item),
            ("sendEvent", new ActionResource(asked => SendEvent(asked, item))),
            ("status", scope.Items() is [var row] ? ExtensionActions.OpenStatus(row.Extension) : null),
            ("sessions", new SessionSet(item.Id)),
            ("extensions", new ExtensionSet(scope, LiveJson.Write, ExtensionActions.Open)));
    }

    private static string ServiceOf(Exchange exchange) =>
        exchange.Context.Request.Query.TryGetValue("service", out var service) ? service.ToString() : "default";

    /// <summary>To all sessions of the user in that service, also when there are none.</summary>
    private static async Task<Problem?> SendEvent(Exchange exchange, UserView user)
    {
        var service = ServiceOf(exchange);
        return exchange.Services.Settings.HasService(service)
            ? await EventPublishing.Publish(exchange, reader => PublishedEvent.ReadSent(reader, service, "user_event", user.UserName))
            : Problem.Wrong("service", "is unknown");
    }

    private static async ValueTask<Found<UserView>> FindSession(Exchange exchange, Func<UserView, bool> isWanted)
    {
        var users = await All(exchange, ServiceOf(exchange));
        return users.IsOk ? Found<UserView>.OrNot(users.Value.FirstOrDefault(isWanted)) : users.Problem;
    }

    private static ImmutableArray<Account> AccountsOf(ReplicaStore replica)
    {
        lock (replica.Gate)
        {
            return replica.Accounts;
        }
    }

    private static Account? AccountBy(ReplicaStore replica, Func<ReplicaStore, Account?> find)
    {
        lock (replica.Gate)
        {
            return find(replica);
        }
    }
}
