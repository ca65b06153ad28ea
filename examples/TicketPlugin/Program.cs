using EventPlatform.Gateway;
using EventPlatform.Gateway.ExternalApi.Plugins;
using EventPlatform.Gateway.Security;
using EventPlatform.TicketPlugin;

// The whole gateway, with class `ticket` besides `core` and `status`, and hooks around it; it takes the gateway's own arguments.
return await EventPlatformGateway.Run(args, services => services
    .AddSingleton<TicketBoard>()
    .AddSingleton<Presence>()
    .AddSingleton<IExternalApiHandler, TicketHandler>()
    .AddSingleton<IAuthenticator, DisplayAuthenticator>()
    .AddSingleton<ILoginHook, SiteLogin>()
    .AddSingleton<ICommandHook, UrgentTickets>()
    .AddSingleton<ISubscriptionHook, OneTicketAtATime>()
    .AddSingleton<IEventHook, PrivateFields>()
    .AddSingleton<IUserGetHook, TicketCounts>()
    .AddSingleton<ISessionHook>(provider => provider.GetRequiredService<Presence>()));
