using Delivery.Payments.Tests.Support;
using Microsoft.Extensions.Options;

namespace Delivery.Payments.Tests;

public sealed class PaymentsOptionsTests
{
    [Theory]
    [InlineData("Payments:ProviderUrl", "ftp://provider")]
    [InlineData("Payments:TotalTimeout", "00:00:01")]
    [InlineData("Payments:Retries", "0")]
    [InlineData("Payments:LateEffectWindow", "00:00:00")]
    [InlineData("Payments:BreakerFailureRatio", "2")]
    public async Task Start_SettingOutOfRange_Refuses(string key, string value) =>
        await Should.ThrowAsync<OptionsValidationException>(async () =>
        {
            await using var host = await PaymentsHost.StartAsync([new(key, value)]);
        });
}
