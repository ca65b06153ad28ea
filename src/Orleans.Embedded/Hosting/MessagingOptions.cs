namespace Orleans.Configuration;

/// <summary>Calls.</summary>
public abstract class MessagingOptions
{
    /// <summary>How long a caller waits, where the method has no ResponseTimeout of its own.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>Calls by grains.</summary>
public class SiloMessagingOptions : MessagingOptions;

/// <summary>Calls by clients.</summary>
public class ClientMessagingOptions : MessagingOptions;
