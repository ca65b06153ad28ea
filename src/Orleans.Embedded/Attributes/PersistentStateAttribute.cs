namespace Orleans.Runtime;

/// <summary>The constructor parameter is the state of that name, kept by the storage provider of that name ("Default" if null).</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class PersistentStateAttribute(string stateName, string? storageName = null) : Attribute
{
    public string StateName { get; } = stateName;

    public string? StorageName { get; } = storageName;
}
