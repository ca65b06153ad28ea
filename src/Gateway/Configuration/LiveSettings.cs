using System.Collections.Immutable;

namespace EventPlatform.Gateway.Configuration;

/// <summary>The settings in force. A reload is taken whole or not at all.</summary>
internal sealed class LiveSettings
{
    private static readonly ImmutableArray<string> ReloadedSections =
        [AuthOptions.Section, AuthorizationOptions.Section, AccessOptions.Section, LimitsOptions.Section];

    private readonly Func<IConfigurationRoot> _read;
    private readonly ImmutableArray<string> _sources;
    private IConfigurationRoot _root;

    /// <param name="read">Reads all sources anew.</param>
    /// <param name="sources">Paths of the files among them.</param>
    /// <exception cref="ConfigurationException">The settings cannot be used.</exception>
    public LiveSettings(Func<IConfigurationRoot> read, params ImmutableArray<string> sources)
    {
        _read = read;
        _sources = sources;
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

    /// <summary>Paths of all files that a reload reads: the sources, and what the settings in force name.</summary>
    public IReadOnlyCollection<string> WatchedPaths
    {
        get
        {
            var (tls, auth) = (AtStart.Tls, Auth.CurrentValue);
            string?[] named = [tls.Certificate, tls.Key, auth.UsersFile, auth.Jwt.PublicKey, auth.Jwt.Jwks];
            return [.. _sources, .. named.OfType<string>()];
        }
    }

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

            // What needs a restart stays as it is, and the rest must go together with that too: with the address that is listened on.
            PlatformRules.Check(AtStart.WithReloaded(options));
            files = CredentialFiles.Read(options.Auth);
        }
        catch (ConfigurationException refusal)
        {
            return new ReloadResult(refusal, []);
        }

        var needRestart = ChangedKeys(_root, root);
        _root = root;

        // Who asks in between must not meet new credentials with old lists, or old ones with new lists, that do not go together.
        var narrower = AccessOptions.NarrowerOf(Access.CurrentValue, options.Access);
        Access.Replace(narrower);
        Current = AtStart.WithReloaded(options, narrower);
        Auth.Replace(options.Auth);
        Files.Replace(files);
        Access.Replace(options.Access);
        Current = AtStart.WithReloaded(options);
        Authorization.Replace(options.Authorization);
        Limits.Replace(options.Limits);
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
