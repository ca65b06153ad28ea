namespace EventPlatform.Bench.Sessions;

/// <summary>What is measured.</summary>
internal enum BenchMode
{
    /// <summary>How many sessions a second can be opened, logged in and closed.</summary>
    Logins,

    /// <summary>How long commands take while many sessions are held.</summary>
    Sessions,

    /// <summary>How long publishing and delivery take while wrong passwords come.</summary>
    Flood,

    /// <summary>How many calls of <c>/rpc</c> a second are answered, and how long they take.</summary>
    Rpc,

    /// <summary>How many durable sets a second the Status interface takes, while all connections get all events.</summary>
    Sets,

    /// <summary>What the event feed takes to give many clients with filters the events that they want.</summary>
    Feed,

    /// <summary>How long reads and durable sets by the Live API take at their rates.</summary>
    Rest,

    /// <summary>What it takes to give every event of a topic to many sessions.</summary>
    FanOut,

    /// <summary>What it takes to give each event to one session.</summary>
    Topics,

    /// <summary>What it takes to publish when nobody is subscribed.</summary>
    PubOnly,

    /// <summary>What sessions cost that only stay.</summary>
    Idle,

    /// <summary>What sessions cost that come, subscribe and go, and whether they leave something behind.</summary>
    Churn,

    /// <summary>How long deliveries take while one subscriber does not read.</summary>
    Slow,
}
