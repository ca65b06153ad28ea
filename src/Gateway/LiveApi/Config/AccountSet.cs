using System.Collections.Immutable;
using System.Text.Json;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Gateway.LiveApi.Paging;
using EventPlatform.Gateway.LiveApi.Rest;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.LiveApi.Config;

/// <summary>The accounts, by user name, then id.</summary>
internal sealed class AccountSet(LiveApiServices services) : ResourceSet<Account>
{
    private static readonly NameOrder<Account> ByName = new(account => (account.Username, account.Id.ToString()));

    private readonly ReplicaStore _replica = services.Replica;
    private readonly AccountWriter _writer = new(services);

    protected override Func<Exchange, Task<Problem?>>? Post => _writer.Create;

    protected override PageOrder<Account> Order => ByName;

    protected override ValueTask<Found<ImmutableArray<Account>>> Items(Exchange exchange)
    {
        lock (_replica.Gate)
        {
            return new(_replica.Accounts);
        }
    }

    protected override ValueTask<Found<Account>> Find(string id, Exchange exchange)
    {
        lock (_replica.Gate)
        {
            return new(Found<Account>.OrNot(ObjectId.TryRead(id, out var wanted) ? _replica.FindAccount(wanted) : null));
        }
    }

    protected override ValueTask<Found<Account>> FindByName(string name, Exchange exchange)
    {
        lock (_replica.Gate)
        {
            return new(Found<Account>.OrNot(_replica.FindAccount(name)));
        }
    }

    protected override void Write(Utf8JsonWriter json, Account item) => ConfigJson.Write(json, item);

    protected override Resource Open(Account item, Exchange exchange) => new InstanceResource(json => ConfigJson.Write(json, item))
    {
        Update = change => _writer.Update(item, change),
        Remove = change => _writer.Delete(item, change),
    };
}
