using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Delivery.ServiceDefaults.Http;

/// <summary>
/// Takes a token out of a request's address before anybody can log that. Clients of hubs put theirs there where they cannot send a header (web
/// sockets of browsers): on the paths of hubs it becomes that header, elsewhere it counts for nothing.
/// </summary>
/// <remarks>The server logs the address of a request, and begins its trace with it, before the first middleware runs: only here it is early enough.</remarks>
internal sealed class AddressTokens(IServiceProvider services) : IHttpContextFactory
{
    private const string Parameter = "access_token";

    /// <summary>What a token may hold beside letters and digits: the gateway sends it on, and a header must not become two.</summary>
    private const string Marks = "-._~+/=";

    private static readonly PathString[] Hubs = ["/elsa/hubs", "/elsa/api/hubs"];
    private readonly DefaultHttpContextFactory _inner = new(services);

    public HttpContext Create(IFeatureCollection featureCollection)
    {
        if (featureCollection.Get<IHttpRequestFeature>() is { QueryString.Length: > 0 } request && Find(request.QueryString) is { } token)
        {
            Take(request, token);
        }

        return _inner.Create(featureCollection);
    }

    public void Dispose(HttpContext httpContext) => _inner.Dispose(httpContext);

    private static string? Find(string query)
    {
        foreach (var pair in new QueryStringEnumerable(query))
        {
            if (IsToken(pair))
            {
                return pair.DecodeValue().ToString();
            }
        }

        return null;
    }

    private static void Take(IHttpRequestFeature request, string token)
    {
        var rest = new StringBuilder();
        foreach (var pair in new QueryStringEnumerable(request.QueryString))
        {
            if (!IsToken(pair))
            {
                rest.Append(rest.Length == 0 ? '?' : '&').Append(pair.EncodedName).Append('=').Append(pair.EncodedValue);
            }
        }

        request.QueryString = rest.ToString();
        request.RawTarget = request.RawTarget.Split('?', 2)[0] + request.QueryString;
        if (request.Headers.Authorization.Count == 0
            && token.All(letter => char.IsAsciiLetterOrDigit(letter) || Marks.Contains(letter))
            && Array.Exists(Hubs, hub => new PathString(request.Path).StartsWithSegments(hub)))
        {
            request.Headers.Authorization = "Bearer " + token;
        }
    }

    private static bool IsToken(QueryStringEnumerable.EncodedNameValuePair pair) =>
        pair.DecodeName().Span.Equals(Parameter, StringComparison.OrdinalIgnoreCase);
}
