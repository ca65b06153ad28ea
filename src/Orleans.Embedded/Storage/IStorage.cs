namespace Orleans.Core;

/// <summary>A stored record.</summary>
public interface IStorage
{
    string? Etag { get; }

    bool RecordExists { get; }

    /// <exception cref="Orleans.Storage.InconsistentStateException">Somebody else wrote the record.</exception>
    Task ClearStateAsync();

    /// <inheritdoc cref="ClearStateAsync()"/>
    Task ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync();

    /// <exception cref="Orleans.Storage.InconsistentStateException">Somebody else wrote the record.</exception>
    Task WriteStateAsync();

    /// <inheritdoc cref="WriteStateAsync()"/>
    Task WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync();

    Task ReadStateAsync();

    Task ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync();
}

/// <summary>A stored record of a type.</summary>
public interface IStorage<TState> : IStorage
{
    TState State { get; set; }
}
