using Delivery.Contracts.Escalations;
using Delivery.Contracts.Payments;
using Shouldly;
using Xunit;

namespace Delivery.Orchestrator.Tests.Lifecycle;

public sealed class CaptureTests
{
    private static readonly string[] Escalated = ["NotifyCustomer payment-problem", "RaiseEscalation CaptureFailed"];

    [Fact]
    public void Capture_FailsThenWorks_IsSettledOnce()
    {
        var order = Stages.HandedOver();

        order.Answers<CaptureFailed>().Sent.ShouldBeEmpty();
        order.NextTimer().ShouldBe(TimeSpan.FromSeconds(10));
        order.TimePasses().Answers<CaptureFailed>().TimePasses().Sent.ShouldBe(["CapturePayment", "CapturePayment"]);
        order.Answers<PaymentCaptured>().Settle().Sent.ShouldBe(["SettleOrder store 18000 rider-1 3000", "CloseOrder Completed"]);

        order.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void Capture_PaymentServiceAway_IsAskedAgainWithoutCountingAsFailed()
    {
        var order = Stages.HandedOver();

        order.TimePasses().TimePasses().TimePasses().TimePasses().Sent
            .ShouldBe(["CapturePayment", "CapturePayment", "CapturePayment", "CapturePayment"]);
        order.Answers<PaymentCaptured>().Sent.ShouldBe(["SettleOrder store 18000 rider-1 3000"]);
    }

    [Fact]
    public void Capture_FailsThreeTimes_AsksAnOperator() => Failed().Sent.ShouldBe(Escalated);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CaptureFailed_ContinuedOrReplaced_StartsOver(bool replaced)
    {
        var order = Failed().Forget();

        (replaced ? order.Answers<EscalationReplaced>() : order.Answers<EscalationContinued>()).Sent.ShouldBe(["CapturePayment"]);
        order.Answers<CaptureFailed>().TimePasses().Answers<CaptureFailed>().TimePasses().Forget().Answers<CaptureFailed>().Sent.ShouldBe(Escalated);
        order.Answers<EscalationContinued>().Answers<PaymentCaptured>().Settle().Sent
            .ShouldBe(["CapturePayment", "SettleOrder store 18000 rider-1 3000", "CloseOrder Completed"]);
    }

    [Fact]
    public void CaptureFailed_Cancelled_PaysStoreAndRiderAndNotTheCustomer()
    {
        var order = Failed().Forget();

        order.Answers<EscalationCancelled>().Answers<PaymentRevoked>().Settle().Sent.ShouldBe(
            ["RevokePayment", "SettleOrder store 18000 rider-1 3000", "CloseOrder CancelledByOperator", "NotifyCustomer cancelled-by-operator"]);

        order.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void CaptureFailed_CapturedAfterAll_WithdrawsAndGoesOn()
    {
        var order = Failed().Forget();

        order.Happens<PaymentCaptured>().Sent.ShouldBe(["WithdrawEscalation CaptureFailed"]);
        order.Answers<EscalationWithdrawn>().Sent.ShouldBe(["SettleOrder store 18000 rider-1 3000"]);
    }

    [Fact]
    public void Settle_PaymentServiceAway_IsAskedAgain()
    {
        var order = Stages.HandedOver().Answers<PaymentCaptured>().Forget();

        order.TimePasses().Sent.ShouldBe(["SettleOrder store 18000 rider-1 3000"]);
        order.Settle().Sent.ShouldBe(["CloseOrder Completed"]);
    }

    private static LifecycleSimulation Failed() =>
        Stages.HandedOver().Answers<CaptureFailed>().TimePasses().Answers<CaptureFailed>().TimePasses().Forget().Answers<CaptureFailed>();
}
