namespace Orleans.Embedded.Tests;

public interface IScopeGrain : IGrainWithStringKey
{
    /// <summary>The number of the scoped service that the activation gets when it asks for it.</summary>
    Task<int> Asked();

    Task End();
}

/// <summary>Its class is made with a scoped service.</summary>
public interface IScopedGrain : IScopeGrain
{
    /// <summary>The number of the one it was made with.</summary>
    Task<int> Given();
}

/// <summary>Its class is made with services of the silo only.</summary>
public interface IScopelessGrain : IScopeGrain
{
    /// <summary>The number of the silo's service that it was made with.</summary>
    Task<int> Given();
}
