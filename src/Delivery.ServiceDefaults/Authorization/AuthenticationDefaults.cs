using System.Security.Claims;
using Delivery.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Delivery.ServiceDefaults.Authorization;

/// <summary>Bearer tokens of one issuer; whatever an endpoint does not open is closed to callers without one.</summary>
internal static class AuthenticationDefaults
{
    public const string DefaultAudience = "delivery";

    public static void Add(IHostApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var roles = new TokenRoles(configuration[TokenRoles.Setting] is { Length: > 0 } claim ? claim : TokenRoles.ClaimType);
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.Authority = configuration["Authentication:Authority"];
            options.Audience = configuration["Authentication:Audience"] ?? DefaultAudience;
            options.RequireHttpsMetadata = !IsLoopback(options.Authority) && configuration[Profiles.Setting] != Profiles.Demo;
            options.MapInboundClaims = false;
            options.TokenValidationParameters.NameClaimType = "sub";
            options.TokenValidationParameters.RoleClaimType = TokenRoles.ClaimType;
            options.TokenValidationParameters.ClockSkew = TimeSpan.FromSeconds(30);
            options.Events = new JwtBearerEvents
            {
                OnAuthenticationFailed = TellWhenIssuerIsAway,
                OnTokenValidated = context =>
                {
                    roles.Settle((ClaimsIdentity)context.Principal!.Identity!);
                    return Task.CompletedTask;
                },
            };
        });
        builder.Services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    private static bool IsLoopback(string? authority) => Uri.TryCreate(authority, UriKind.Absolute, out var uri) && uri.IsLoopback;

    /// <summary>
    /// A token that cannot be checked now is not a bad token: the caller shall try again, not sign in again. The handler does not tell the two
    /// apart: without the issuer's keys it finds every signature wrong.
    /// </summary>
    private static async Task TellWhenIssuerIsAway(AuthenticationFailedContext context)
    {
        if (context.Options.ConfigurationManager is not { } issuer)
        {
            return;
        }

        try
        {
            await issuer.GetConfigurationAsync(context.HttpContext.RequestAborted);
        }
        catch (InvalidOperationException)
        {
            throw new ProblemException(
                StandardProblems.Unavailable, "The token's issuer cannot be reached to check the token. Try again in a few seconds.")
            {
                RetryAfterSeconds = 5,
            };
        }
    }
}
