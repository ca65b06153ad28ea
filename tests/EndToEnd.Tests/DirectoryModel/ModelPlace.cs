namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>A location, tenant, status or extension of the model.</summary>
/// <param name="kind">Which of them.</param>
/// <param name="id">Its id.</param>
/// <param name="name">Its name; an extension's number.</param>
/// <param name="detail">A status' type, an extension's display name, else null.</param>
/// <param name="parent">The location of a tenant, the tenant of a status or an extension.</param>
internal sealed class ModelPlace(ModelKind kind, string id, string name, string? detail, ModelPlace? parent)
{
    internal const string Available = "Available";
    internal const long NoReturnTime = -1;

    internal ModelKind Kind { get; } = kind;

    internal string Id { get; set; } = id;

    internal string Name { get; set; } = name;

    internal string? Detail { get; set; } = detail;

    internal ModelPlace? Parent { get; } = parent;

    internal List<ModelPlace> Tenants { get; } = [];

    internal List<ModelPlace> Statuses { get; } = [];

    internal List<ModelPlace> Extensions { get; } = [];

    /// <summary>An extension's; one of its tenant's statuses.</summary>
    internal ModelPlace Status { get; set; } = null!;

    /// <summary>An extension's.</summary>
    internal string Note { get; set; } = "";

    /// <summary>An extension's, in Unix milliseconds.</summary>
    internal long ReturnTime { get; set; } = NoReturnTime;

    internal bool IsAvailable => Kind == ModelKind.Status && Name == Available;

    internal ModelPlace Location => Parent?.Location ?? this;

    internal IEnumerable<ModelPlace> ByNumber => Extensions.OrderBy(extension => extension.Name, NumberOrder.Instance);

    /// <summary>Names from the location down to it.</summary>
    internal IEnumerable<string> Path => Parent is null ? [Name] : [.. Parent.Path, Name];

    internal List<ModelPlace> Children(ModelKind kind) => kind switch
    {
        ModelKind.Tenant => Tenants,
        ModelKind.Status => Statuses,
        ModelKind.Extension => Extensions,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>It and all below it.</summary>
    internal IEnumerable<ModelPlace> All() =>
        Tenants.Concat(Statuses).Concat(Extensions).SelectMany(child => child.All()).Prepend(this);

    /// <summary>Makes a child behind its siblings. A tenant gets <c>Available</c>, an extension has it.</summary>
    /// <param name="kind">Of the child.</param>
    /// <param name="id">Of the child.</param>
    /// <param name="name">Of the child.</param>
    /// <param name="detail">Of the child.</param>
    /// <param name="availableId">The id of a tenant's <c>Available</c>.</param>
    internal ModelPlace Add(ModelKind kind, string id, string name, string? detail, string? availableId = null)
    {
        var child = new ModelPlace(kind, id, name, detail, this);
        Children(kind).Add(child);
        if (kind == ModelKind.Tenant)
        {
            child.Add(ModelKind.Status, availableId!, Available, "available");
        }
        else if (kind == ModelKind.Extension)
        {
            child.Status = Statuses[0];
        }

        return child;
    }

    internal ModelPlace Copy(ModelPlace? parent = null)
    {
        var copy = new ModelPlace(Kind, Id, Name, Detail, parent);
        copy.Tenants.AddRange(Tenants.Select(tenant => tenant.Copy(copy)));
        copy.Statuses.AddRange(Statuses.Select(status => status.Copy(copy)));
        foreach (var extension in Extensions)
        {
            var same = copy.Add(ModelKind.Extension, extension.Id, extension.Name, extension.Detail);
            same.Status = copy.Statuses[Statuses.IndexOf(extension.Status)];
            (same.Note, same.ReturnTime) = (extension.Note, extension.ReturnTime);
        }

        return copy;
    }
}
