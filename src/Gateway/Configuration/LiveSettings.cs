using System.Collections.Immutable;

namespace EventPlatform.Gateway.Configuration;

/// <summary>The settings in force. A reload is taken whole or not at all.</summary>
internal sealed class LiveSettings
{
    private static readonly ImmutableArray<string> ReloadedSections =
        [AuthOptions.Section, AuthorizationOptions.Section, AccessOptions.Section, LimitsOptions.Section];

    private readonly Func<IConfigurationRoot> _read;
    private IConfigurationRoot _root;

    /// <param name="read">Reads all sources anew.</param>
    /// <exception cref="ConfigurationException">The settings cannot be used.</exception>
    public LiveSettings(Func<IConfigurationRoot> read)
    {
        _read = read;
        _root = read();
        AtStart = Current = SettingsBinder.Bind(_root);
        Auth = new(AtStart.Auth);
        Authorization = new(AtStart.Authorization);
        Access = new(AtStart.Access);
        Limits = new(AtStart.Limits);
        Files = new(CredentialFiles.Read(AtStart.Auth));
        Held.Replace(_root);
    }

    /// <summary>As they were at the start; of the reloaded sections the snapshots below are newer.</summary>
    public PlatformOptions AtStart { get; }

    /// <summary>As they are now: reloaded sections new, the rest as at the start.</summary>
    public PlatformOptions Current { get; private set; }

    public Snapshot<AuthOptions> Auth { get; }

    public Snapshot<AuthorizationOptions> Authorization { get; }

    public Snapshot<AccessOptions> Access { get; }

    public Snapshot<LimitsOptions> Limits { get; }

    /// <summary>What the files hold that <see cref="Auth"/> names.</summary>
    public Snapshot<CredentialFiles> Files { get; }

    /// <summary>For the framework's configuration.</summary>
    public HeldSettings Held { get; } = new();

    /// <summary>Reads everything again. What would have stopped the start changes nothing. One at a time.</summary>
    public ReloadResult Reload()
    {
        IConfigurationRoot root;
        PlatformOptions options;
        CredentialFiles files;
        try
        {
            root = _read();
            options = SettingsBinder.Bind(root);
            files = CredentialFiles.Read(options.Auth);
        }
        catch (ConfigurationException refusal)
        {
            return new ReloadResult(refusal, []);
        }

        var needRestart = ChangedKeys(_root, root);
        _root = root;
        Access.Replace(options.Access);
        Auth.Replace(options.Auth);
        Files.Replace(files);
        Authorization.Replace(options.Authorization);
        Limits.Replace(options.Limits);
        Current = AtStart.WithReloaded(options);
        Held.Replace(root);
        return new ReloadResult(null, needRestart);
    }

    private static ImmutableArray<string> ChangedKeys(IConfigurationRoot old, IConfigurationRoot @new)
    {
        var fixedSections = SettingsBinder.Sections.Except(ReloadedSections);
        return
        [
            .. fixedSections
                .SelectMany(section => Keys(old, section).Union(Keys(@new, section), StringComparer.OrdinalIgnoreCase))
                .Where(key => old[key] != @new[key])
                .Order(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<string> Keys(IConfigurationRoot root, string section) =>
        root.GetSection(section).AsEnumerable().Where(setting => setting.Value is not null).Select(setting => setting.Key);
}
