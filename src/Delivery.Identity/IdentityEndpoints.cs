using System.Text.RegularExpressions;
using Delivery.Identity.Tokens;
using Delivery.Identity.Users;
using Delivery.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Delivery.Identity;

/// <summary>The issuer's routes, open to everybody: it exists in the demo profile only.</summary>
internal static partial class IdentityEndpoints
{
    private const string JwksPath = "/jwks";
    private const string TokenPath = "/token";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/identity").WithTags("Identity").AllowAnonymous();
        group.MapGet("/.well-known/openid-configuration", Discover)
            .WithName("DiscoverIssuer").WithSummary("What OpenID Connect clients need to trust the development issuer.");
        group.MapGet(JwksPath, (SigningKey key) => TypedResults.Ok(PublicKeySet.Of(key.PublicJsonWebKey())))
            .WithName("GetSigningKeys").WithSummary("The public key that tokens are checked with.");
        group.MapPost(TokenPath, CreateToken)
            .WithName("CreateToken").WithSummary("A token for any role (demo profile only).");
    }

    private static Ok<DiscoveryDocument> Discover(HttpRequest request)
    {
        var root = $"{request.Scheme}://{request.Host}{request.PathBase}/identity";
        return TypedResults.Ok(new DiscoveryDocument(
            TokenIssuer.Issuer, root + JwksPath, root + TokenPath, ["ES256"], ["token"], ["public"]));
    }

    private static Ok<TokenResponse> CreateToken(TokenRequest request, TokenIssuer issuer, HttpResponse response)
    {
        if (DemoUsers.DefaultOf(request.Role) is not { } user)
        {
            throw new ProblemException(IdentityProblems.UnknownRole, $"Use one of these roles: {string.Join(", ", DemoUsers.AllRoles)}.");
        }

        if (request.Subject is not null && !Subject().IsMatch(request.Subject))
        {
            throw new ProblemException(
                IdentityProblems.InvalidSubject, "Use 1 to 100 letters, digits, dots, dashes or underscores, or leave the subject out.");
        }

        response.Headers.CacheControl = "no-store";
        var token = issuer.Create(request.Role, request.Subject ?? user.Subject);
        return TypedResults.Ok(new TokenResponse(token, "Bearer", (int)TokenIssuer.Lifetime.TotalSeconds));
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,100}\z")]
    private static partial Regex Subject();
}
