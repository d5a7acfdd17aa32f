using System.Net.Http.Json;
using Delivery.Simulator.Api;
using Delivery.Simulator.Api.Wire;

namespace Delivery.Simulator.Play;

/// <summary>Reads the payment provider's own books. The sandbox moves to another port when its host is restarted, so its address is asked for again.</summary>
internal sealed class SandboxClient(ApiClient api, Uri? fixedAddress, Caller auditor, TimeSpan patience, TimeProvider timeProvider) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private Uri? _found;

    public void Dispose() => _http.Dispose();

    public async Task<ProviderBooks> BooksAsync(string orderId, CancellationToken cancellationToken)
    {
        var started = timeProvider.GetTimestamp();
        while (true)
        {
            try
            {
                var address = fixedAddress ?? (_found ??= await AddressAsync(cancellationToken));
                return (await _http.GetFromJsonAsync<ProviderBooks>(
                    new Uri(address, $"/ledger/orders/{orderId}"), ApiClient.Json, cancellationToken))!;
            }
            catch (Exception exception) when (
                exception is HttpRequestException or TaskCanceledException
                && !cancellationToken.IsCancellationRequested && timeProvider.GetElapsedTime(started) < patience)
            {
                _found = null;
                await Task.Delay(Pause, timeProvider, cancellationToken);
            }
        }
    }

    private async Task<Uri> AddressAsync(CancellationToken cancellationToken)
    {
        var answer = await api.SendAsync(ApiCall.Get("/ops/about", auditor), cancellationToken);
        return answer.IsSuccess && answer.Read<About>().PaymentProviderUrl is { Length: > 0 } url
            ? new Uri(url)
            : throw new InvalidOperationException("The host does not tell where the payment sandbox is: give --sandbox URL.");
    }
}
