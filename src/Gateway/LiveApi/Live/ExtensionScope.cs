using System.Collections.Immutable;
using EventPlatform.Gateway.LiveApi.Rest;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.LiveApi.Live;

/// <summary>Which extensions a path means: all, those of a tenant, or the one that a user is bound to.</summary>
internal sealed class ExtensionScope
{
    private readonly ReplicaStore _replica;
    private readonly TenantView? _tenant;
    private readonly UserView? _user;

    /// <summary>All extensions.</summary>
    public ExtensionScope(ReplicaStore replica) => _replica = replica;

    public ExtensionScope(ReplicaStore replica, TenantView tenant) : this(replica) => _tenant = tenant;

    public ExtensionScope(ReplicaStore replica, UserView user) : this(replica) => _user = user;

    /// <summary>All of the scope, in report order: a copy that stays as it is.</summary>
    public ImmutableArray<ExtensionRow> Items()
    {
        lock (_replica.Gate)
        {
            if (_user is not null)
            {
                return OfUser() is { } own ? [RowOf(own)] : [];
            }

            return [.. Tenants().SelectMany(tenant => tenant.Extensions()).Select(RowOf)];
        }
    }

    public Found<ExtensionRow> Find(Guid id)
    {
        lock (_replica.Gate)
        {
            var extension = this switch
            {
                { _user: not null } => OfUser() is { } own && own.Id == id ? own : null,
                { _tenant: not null } => _tenant.FindExtension(id),
                _ => _replica.FindExtension(id),
            };
            return Found<ExtensionRow>.OrNot(extension is null ? null : RowOf(extension));
        }
    }

    /// <summary>The extension of that number; a conflict when several tenants of the scope have it.</summary>
    public Found<ExtensionRow> FindByNumber(string number)
    {
        lock (_replica.Gate)
        {
            ExtensionView? found = null;
            foreach (var extension in Candidates(number))
            {
                if (found is not null)
                {
                    return Problem.Conflict("getByName", "several tenants have an extension of this number");
                }

                found = extension;
            }

            return Found<ExtensionRow>.OrNot(found is null ? null : RowOf(found));
        }
    }

    private IEnumerable<ExtensionView> Candidates(string number)
    {
        if (_user is not null)
        {
            return OfUser() is { } own && own.Number == number ? [own] : [];
        }

        return Tenants().Select(tenant => tenant.FindExtension(number)).OfType<ExtensionView>();
    }

    private IEnumerable<TenantView> Tenants() => _tenant is null ? _replica.Locations.SelectMany(location => location.Tenants) : [_tenant];

    private ExtensionView? OfUser() => _user?.Account?.ExtensionId is { } id ? _replica.FindExtension(id) : null;

    private ExtensionRow RowOf(ExtensionView extension) => new(extension, _replica.AccountOf(extension.Id)?.Id);
}
