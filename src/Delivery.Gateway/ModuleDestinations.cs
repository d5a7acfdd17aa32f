using Microsoft.Extensions.Configuration;

namespace Delivery.Gateway;

/// <summary>Reads where the modules' processes are: <c>Gateway:Modules:stores = http://a:8080;http://b:8080</c>.</summary>
internal static class ModuleDestinations
{
    public static IReadOnlyDictionary<string, IReadOnlyList<Uri>> Read(IConfiguration configuration) =>
        configuration.GetSection("Gateway:Modules").GetChildren().ToDictionary(
            module => module.Key,
            module => (IReadOnlyList<Uri>)(module.Value ?? string.Empty)
                .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(text => Parse(module.Key, text))
                .ToList());

    private static Uri Parse(string module, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? uri
            : throw new InvalidOperationException(
                $"Gateway:Modules:{module} holds '{text}'. Give absolute URLs, separated by semicolons: http://host:8080;http://other:8080.");
}
