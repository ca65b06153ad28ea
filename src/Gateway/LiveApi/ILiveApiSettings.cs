namespace EventPlatform.Gateway.LiveApi;

/// <summary>The settings that this front end reads, as they are now.</summary>
internal interface ILiveApiSettings
{
    /// <summary><c>Limits:HttpBodyBytes</c>.</summary>
    long HttpBodyBytes { get; }

    /// <summary><c>Limits:DirectoryBodyBytes</c>.</summary>
    long DirectoryBodyBytes { get; }

    /// <summary><c>Auth:Admin:User</c>.</summary>
    string AdminUser { get; }

    /// <summary>Whether <c>Services</c> has the name.</summary>
    bool HasService(string name);
}
