using System.Net.Http.Json;
using System.Text.Json;

namespace Delivery.PaymentSandbox.Tests;

/// <summary>Speaks to a sandbox as a merchant does.</summary>
internal sealed class SandboxClient(Uri url) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = url };

    public Task<HttpResponseMessage> AuthorizeAsync(string key, string reference, string token = "tok_ok", long amount = 10_000) =>
        PostAsync("v1/authorizations", key, new { reference, amount, currency = "KRW", token });

    public Task<HttpResponseMessage> CaptureAsync(string key, string authorizationId) =>
        PostAsync($"v1/authorizations/{authorizationId}/capture", key);

    public Task<HttpResponseMessage> VoidAsync(string key, string authorizationId) =>
        PostAsync($"v1/authorizations/{authorizationId}/void", key);

    public Task<HttpResponseMessage> RefundAsync(string key, string captureId) => PostAsync($"v1/captures/{captureId}/refund", key);

    public async Task<HttpResponseMessage> PostAsync(string path, string? key, object? body = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<JsonElement> GetAsync(string path) =>
        await _http.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);

    public async Task<Books> BooksAsync(string reference) => (await GetAsync($"ledger/orders/{reference}")).Deserialize<Books>(JsonSerializerOptions.Web)!;

    public void Dispose() => _http.Dispose();
}
